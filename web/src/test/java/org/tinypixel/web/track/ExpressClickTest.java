package org.tinypixel.web.track;

final class ExpressClickTest extends ClickContract {
    @Override
    TrackServer.Way way() {
        return TrackServer.Way.EXPRESS;
    }
}
