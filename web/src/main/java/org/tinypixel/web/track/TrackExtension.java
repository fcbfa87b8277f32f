package org.tinypixel.web.track;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.servlet.ServletContext;

/**
 * Puts {@link TrackHandler} in front of everything else of the application, found by its name in {@code META-INF/services}. There it runs on the connection's I/O
 * thread: no dispatch to a worker, no request scope, no filter, which together cost several times what a pixel costs.
 */
public final class TrackExtension implements ServletExtension {
    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        var switchboard = new Switchboard();
        context.setAttribute(Switchboard.NAME, switchboard);
        deployment.addInitialHandlerChainWrapper(next -> new TrackHandler(next, switchboard));
    }
}
