package org.tinypixel.web.track;

final class ExpressOpenPixelTest extends OpenPixelContract {
    @Override
    TrackServer.Way way() {
        return TrackServer.Way.EXPRESS;
    }
}
