package org.tinypixel.web.api;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.servlet.ServletContext;

/** Puts {@link QueryHandler} in front of the API, found by its name in {@code META-INF/services}. */
public final class QueryExtension implements ServletExtension {
    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        deployment.addInitialHandlerChainWrapper(QueryHandler::new);
    }
}
