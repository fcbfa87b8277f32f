package org.tinypixel.web.track;

final class ServletClickTest extends ClickContract {
    @Override
    TrackServer.Way way() {
        return TrackServer.Way.SERVLET;
    }
}
