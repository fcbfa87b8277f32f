package org.tinypixel.web.track;

final class ServletOpenPixelTest extends OpenPixelContract {
    @Override
    TrackServer.Way way() {
        return TrackServer.Way.SERVLET;
    }
}
