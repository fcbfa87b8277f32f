package org.tinypixel.classify;

import java.util.List;

/** The rules. Their order is the policy: the first that has an opinion about a hit decides. docs/explanation/opens.md shows the same list, which a test compares. */
final class Rules {
    static final List<Rule> IN_ORDER = List.of(
            new TestCopyRule(),
            new OwnViewRule(),
            new OneClickRule(),
            new HeadRequestRule(),
            new BrowserPrefetchRule(),
            new BeforeDeliveryRule(),
            new FilterNetworkRule(),
            new ImageProxyRule(),
            new ApplePrivacyRule(),
            new GmailPrefetchRule(),
            new TrapLinkRule(),
            new RobotRule(),
            new ProbableFilterRule(),
            new LinkBurstRule(),
            new RecipientBurstRule(),
            new RotatingAgentRule(),
            new EarlyHostingRule(),
            new EarlyClickRule(),
            new ForgedProxyRule(),
            new TooEarlyRule(),
            new StyleMarkRule(),
            new ClientRule(),
            new NoAgentRule(),
            new UnknownRule());

    private Rules() {}

    /** Rules about what came later or from outside; they change an opinion instead of giving one. */
    static final List<Opinion> AFTERWARDS = List.of(
            BounceRule.BOUNCED_LATER,
            CorrectionRule.MINE,
            CorrectionRule.SCANNER,
            CorrectionRule.PERSON,
            CorrectionRule.NOT_USEFUL);
}
