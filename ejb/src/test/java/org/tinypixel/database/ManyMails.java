package org.tinypixel.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Fills a migrated, empty PostgreSQL with two years of an organization's mails, as they would have come in one by one: mostly single mails and some campaigns,
 * sales people of whom some left long ago, contacts with one to some hundred mails, four hits a copy. The same number of copies gives the same rows; only what is
 * kept for a time ends now.
 *
 * <p>Indexes and keys are taken away and come back as the migrations made them, which takes a third of the time.
 */
public final class ManyMails {
    /** API keys of a salesperson, of a manager of a usual team, of a manager who sees half the organization, and of an administrator who has no team. */
    public static final String SALESPERSON = "many-mails-salesperson-key";

    public static final String MANAGER = "many-mails-manager-key";

    public static final String DIRECTOR = "many-mails-director-key";

    public static final String ADMINISTRATOR = "many-mails-administrator-key";

    private static final String AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148";

    private final Connection connection;
    private final long copies;
    private final int ruleVersion;
    private final Consumer<String> say;
    private final List<String> comeBack = new ArrayList<>();

    private ManyMails(Connection connection, long copies, int ruleVersion, Consumer<String> say) {
        this.connection = connection;
        this.copies = copies;
        this.ruleVersion = ruleVersion;
        this.say = say;
    }

    /**
     * Fills the database.
     *
     * @param copies about so many; hits are four times as many
     * @param ruleVersion of the rules that judged them, so that nothing is judged anew
     * @param say hears how far it is
     */
    public static void fill(DataSource database, long copies, int ruleVersion, Consumer<String> say)
            throws SQLException {
        try (var connection = database.getConnection()) {
            new ManyMails(connection, copies, ruleVersion, say).fill();
        }
    }

    private void fill() throws SQLException {
        takeAway();
        people();
        drafts();
        engagements();
        histories();
        words();
        tracking();
        mails();
        followUps();
        keptForATime();
        refusals();
        run("drop table draft_copy");
        run("drop table draft_message");
        for (var text : comeBack) {
            run(text);
        }
        run("vacuum analyze");
        say.accept("done");
    }

    private void run(String text) throws SQLException {
        var before = System.nanoTime();
        var filled = text.replace("${copies}", Long.toString(copies))
                .replace("${people}", Long.toString(users()))
                .replace("${teams}", Long.toString(Math.max(1, users() / 30)))
                .replace("${contacts}", Long.toString(Math.max(1, copies / 10 / users())))
                .replace("${rules}", Integer.toString(ruleVersion))
                .replace("${agent}", AGENT)
                .replace("${end}", "timestamptz '2026-03-01 00:00:00+00'");
        try (var statement = connection.createStatement()) {
            statement.execute(filled);
        }
        var seconds = (System.nanoTime() - before) / 1e9;
        if (seconds > 1) {
            var first = filled.strip().lines().findFirst().orElse("");
            say.accept(String.format(
                    Locale.ROOT, "%.0f s: %s", seconds, first.substring(0, Math.min(100, first.length()))));
        }
    }

    private long users() {
        return Math.max(60, Math.min(3000, copies / 100));
    }

    /** Emptied in the transaction that fills it, a table needs no log where the server keeps a minimal one. */
    private void fill(String table, String text) throws SQLException {
        connection.setAutoCommit(false);
        run("truncate " + table);
        run("insert into " + table + " " + text);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void takeAway() throws SQLException {
        var away = new ArrayList<String>();
        var keys = new ArrayList<String>();
        var references = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid) from pg_constraint
                        where connamespace = 'public'::regnamespace and contype in ('f', 'u', 'p')
                          and conrelid::regclass::text not in ('flyway_schema_history') and conrelid::regclass::text not like 'qrtz%'
                        order by case contype when 'f' then 0 else 1 end
                        """)) {
            while (rows.next()) {
                var alter = "alter table " + rows.getString(1);
                away.add(alter + " drop constraint " + rows.getString(2));
                var reference = rows.getString(3).equals("f");
                (reference ? references : keys)
                        .add(alter + " add constraint " + rows.getString(2) + " " + rows.getString(4)
                                + (reference ? " not valid" : ""));
            }
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select indexname, indexdef from pg_indexes
                        where schemaname = 'public' and tablename <> 'flyway_schema_history' and tablename not like 'qrtz%'
                          and indexname not in (select conname from pg_constraint)
                        """)) {
            while (rows.next()) {
                away.add("drop index " + rows.getString(1));
                keys.add(rows.getString(2));
            }
        }
        comeBack.addAll(keys);
        comeBack.addAll(references);
        for (var text : away) {
            run(text);
        }
    }

    private static String id(String kind, String number) {
        return "left(translate(encode(decode(md5('" + kind + "' || " + number
                + "), 'hex'), 'base64'), '+/', '-_'), 22)";
    }

    private static String key(String text, String user) {
        return "insert into api_key (id, user_id, name, prefix, hash, send_as_any, created_at) select "
                + id("k", "'" + text + "'")
                + ", " + user + ", 'Bench', 'many', translate(encode(sha256('" + text
                + "'), 'base64'), '+/=', '-_'), false, ${end}";
    }

    private void people() throws SQLException {
        run("insert into team (id, name, created_at) select " + id("t", "t")
                + ", 'Team ' || t, ${end} - interval '3 years' from generate_series(0, ${teams} - 1) t");
        // The first of each team leads it; numbers 0 to 4 are special.
        run("insert into app_user (id, name, email, roles, active, failed_sign_ins, created_at) select " + id("u", "u")
                + ", 'Person ' || u, 'person' || u || '@sender.example', case when u < ${teams} then 'MANAGER,SALESPERSON' else 'SALESPERSON' end,"
                + " true, 0, ${end} - interval '3 years' from generate_series(0, ${people} - 1) u");
        run("insert into team_member (team_id, user_id) select " + id("t", "(u % ${teams})") + ", " + id("u", "u")
                + " from generate_series(0, ${people} - 1) u");
        for (var who : List.of("Director", "Administrator")) {
            run("insert into app_user (id, name, email, roles, active, failed_sign_ins, created_at) values ("
                    + id("u", "'" + who + "'") + ", '" + who + "', '" + who.toLowerCase(Locale.ROOT)
                    + "@sender.example', '"
                    + (who.equals("Director") ? "MANAGER" : "ADMINISTRATOR") + "', true, 0, ${end})");
        }
        run("insert into team_member (team_id, user_id) select " + id("t", "t") + ", " + id("u", "'Director'")
                + " from generate_series(0, ${teams} / 2) t");
        run(key(SALESPERSON, id("u", "(${people} / 2 + 7)")));
        run(key(MANAGER, id("u", "(${teams} / 2)")));
        run(key(DIRECTOR, id("u", "'Director'")));
        run(key(ADMINISTRATOR, id("u", "'Administrator'")));
    }

    /** What the rows of all tables are made of. */
    private void drafts() throws SQLException {
        run("select setseed(0.42)");
        // A tenth of the people left after the first year: their colleagues write since then.
        run("""
                create unlogged table draft_message as
                select m, size, cast(sum(size) over (order by m) - size as bigint) as start, created_at, subject, campaign, template, id, u, %s as owner_id
                from (select m, case when r < 0.85 then 1 when r < 0.95 then 2 + m %% 4 when r < 0.995 then 6 + m %% 15 else 50 + m %% 251 end as size,
                        ${end} - interval '730 days' * (1 - m / (${copies} / 2.66)) + interval '1 microsecond' * (m %% 1000) as created_at,
                        case when u %% 10 = 9 and m > ${copies} / 2.66 / 2 then u - 1 else u end as u,
                        (array['Offer', 'Your request', 'Meeting', 'Prices', 'Follow-up', 'Invitation', 'Demo', 'Contract', 'Renewal', 'News'])[1 + m %% 10]
                            || ' ' || (array['spring', 'pumps', 'valves', 'software', 'service', 'training', 'license', 'delivery'])[1 + m / 7 %% 8]
                            || ' ' || 'P' || m %% 50000 as subject,
                        case when r > 0.95 then 'Campaign ' || m / 400 end as campaign,
                        case when m %% 3 = 0 then 'Template ' || m %% 50 end as template, %s as id
                    from (select m, random() as r, cast(floor(${people} * power(random(), 1.3)) as integer) as u
                        from generate_series(1, cast(${copies} / 2.66 as bigint)) m) drawn) sized
                """.formatted(id("u", "u"), id("m", "m")));
        run("""
                create unlogged table draft_copy as
                select c, m, place, u, owner_id, message_id, created_at, subject, campaign, template, %s as id,
                    'contact' || contact || '@customer' || contact %% 9973 || '.example' as email,
                    (array['Ada', 'Bob', 'Carol', 'Dave', 'Eve', 'Frank', 'Grace', 'Heidi'])[1 + contact %% 8] || ' Name' || contact %% 4999 as name,
                    case when r < 0.06 then 'replied' when r < 0.16 then 'clicked' when r < 0.48 then 'opened' when r < 0.58 then 'opened-by-machine'
                        when r < 0.93 then 'not-seen' when r < 0.96 then 'bounced' when r < 0.99 then 'not-tracked' when r < 0.9999 then 'failed' else 'queued' end as shown,
                    case when r < 0.06 then 5 + c %% 7 when r < 0.16 then 6 + c %% 9 when r < 0.48 then 3 + c %% 9 when r < 0.58 then 1 + c %% 5 else 0 end as hits,
                    created_at + interval '1 minute' * (1 + c %% 1400) as first_at
                from (select d.start + place as c, m, cast(place as integer) as place, u, owner_id, d.id as message_id, created_at, subject, campaign, template, random() as r,
                        u + ${people} * cast(floor(${contacts} * power(random(), 1.5)) as bigint) as contact
                    from draft_message d, generate_series(0, d.size - 1) place) drawn
                """.formatted(id("c", "c")));
    }

    private void engagements() throws SQLException {
        fill("engagement", """
                (copy_id, message_id, owner_id, sender, sender_name, recipient, recipient_name, subject, message_id_header, campaign, template, sequence_name,
                    tracks_opens, not_tracked, links, link_count, copy_number, test, created_at, delivery, delivery_at, delivery_detail, captured, sent_at, bounced_at,
                    replied_at, status, reason, confidence, opens, inferred, machine_loads, first_open_at, last_open_at, clicks, clicks_per_link, first_click_at,
                    last_click_at, devices, countries, forward, unsubscribed, rule_version, shown, shown_reason, counted_at, last_at, announced, version)
                select id, message_id, owner_id, 'person' || u || '@sender.example', 'Person ' || u, email, name, subject, message_id || '@sender.example', campaign,
                    template, case when c % 10 = 0 then 'Offer' end, shown <> 'not-tracked', case when shown = 'not-tracked' then 'Switched off for this mail.' end,
                    '[{"url":"https://shop.example/offer?a=' || m || '","label":"Offer"},{"url":"https://shop.example/demo","label":"Demo"}]', 2, place, c % 997 = 0,
                    created_at, case shown when 'bounced' then 'BOUNCED' when 'failed' then 'FAILED' when 'queued' then 'QUEUED' else 'SENT' end,
                    created_at + interval '3 seconds', '250 2.0.0 Ok: queued as 4XyZ', false,
                    case when shown not in ('failed', 'queued') then created_at + interval '3 seconds' end,
                    case when shown = 'bounced' then created_at + interval '20 seconds' end, case when shown = 'replied' then first_at + interval '1 hour' end,
                    case shown when 'replied' then 'REPLIED' when 'clicked' then 'CLICKED' when 'opened' then 'OPENED' when 'opened-by-machine' then 'OPENED_BY_MACHINE'
                        when 'not-tracked' then 'NOT_TRACKED' else 'NOT_SEEN' end,
                    'Opened on two days by a normal mail program.', case when hits > 0 then 'HIGH' end, case when shown <> 'opened-by-machine' then hits else 0 end, false,
                    case when shown = 'opened-by-machine' then hits else 0 end, case when hits > 0 and shown <> 'opened-by-machine' then first_at end,
                    case when hits > 0 and shown <> 'opened-by-machine' then first_at + (hits - 1) * interval '7 hours' end,
                    case when shown in ('clicked', 'replied') then hits / 4 else 0 end, case when shown in ('clicked', 'replied') then '{"0":' || hits / 4 || '}' else '{}' end,
                    case when shown in ('clicked', 'replied') then first_at + interval '21 hours' end,
                    case when shown in ('clicked', 'replied') then first_at + (hits - 1) * interval '7 hours' end,
                    case when hits > 0 then '[{"kind":"phone","os":"iOS","client":"Apple Mail"}]' else '[]' end, case when hits > 0 then '["DE"]' else '[]' end, 'no', false,
                    ${rules}, shown, 'Opened on two days by a normal mail program.',
                    case when shown in ('failed', 'queued') then created_at else created_at + interval '3 seconds' end,
                    case when hits > 0 then first_at + (hits - 1) * interval '7 hours' else created_at + interval '3 seconds' end,
                    case when hits > 0 then '["open"]' else '[]' end, 2 + hits
                from draft_copy
                """);
    }

    private void histories() throws SQLException {
        fill("evidence", """
                (id, copy_id, kind, status, happened_at, detail, captured)
                select left(md5('e' || c || '-' || n), 28), id, 'DELIVERY', case when n = 0 then 'QUEUED' when shown = 'bounced' then 'BOUNCED' else 'SENT' end,
                    created_at + n * interval '3 seconds', '250 2.0.0 Ok: queued as 4XyZ', false
                from draft_copy, generate_series(0, 1) n
                """);
        fill("timeline_entry", """
                (id, copy_id, message_id, happened_at, kind, text, verdict, confidence, rule, device_kind, device_os, device_client, country, link_index)
                select left(md5('e' || c || '-' || n), 28), id, message_id, created_at + n * interval '3 seconds',
                    case when n = 0 then 'queued' when shown = 'bounced' then 'bounce' else 'sent' end, '250 2.0.0 Ok: queued as 4XyZ', null, null, null, null, null, null, null, -1
                from draft_copy, generate_series(0, 1) n
                union all
                select %s, id, message_id, first_at + n * interval '7 hours', case when shown in ('clicked', 'replied') and n %% 4 = 3 then 'click' else 'open' end,
                    'A normal mail program, hours after the mail was sent.', case when shown = 'opened-by-machine' then 'MACHINE' else 'HUMAN' end, 'HIGH', 'person-usual',
                    'phone', 'iOS', 'Apple Mail', 'DE', case when shown in ('clicked', 'replied') and n %% 4 = 3 then 0 else -1 end
                from draft_copy, generate_series(0, hits - 1) n
                """.formatted(id("h", "c || '-' || n")));
        fill("hit", """
                (id, copy_id, kind, link_index, received_at, method, address, whole_address, headers, session, neighborhood)
                select %s, id, case when shown in ('clicked', 'replied') and n %% 4 = 3 then 'CLICK' else 'OPEN' end,
                    case when shown in ('clicked', 'replied') and n %% 4 = 3 then 0 else -1 end, first_at + n * interval '7 hours', 'GET',
                    '100.' || c %% 64 || '.' || c / 64 %% 250 || case when c %% 97 = 0 then '.7' else '.0/24' end, c %% 97 = 0, '{"user-agent":"${agent}","accept":"image/*","accept-language":"de-DE"}', null,
                    '100.' || c %% 64 || '.' || c / 64 %% 250 || '.0/24'
                from draft_copy, generate_series(0, hits - 1) n
                """.formatted(id("h", "c || '-' || n")));
        run("""
                insert into live_change (copy_id, message_id, owner_id, shown, shown_reason, happened_at, noted_at)
                select id, message_id, owner_id, shown, 'Opened on two days by a normal mail program.', first_at, first_at from draft_copy
                where hits > 0 and created_at > ${end} - interval '1 day'
                """);
    }

    private void tracking() throws SQLException {
        fill("message", """
                (id, owner_id, sender, sender_name, subject, message_id_header, thread_references, campaign, template, test, created_at)
                select id, owner_id, 'person' || u || '@sender.example', 'Person ' || u, subject, id || '@sender.example', '', campaign, template, false, created_at
                from draft_message
                """);
        fill("message_copy", """
                (id, message_id, place, tracks_opens, not_tracked, links)
                select id, message_id, place, shown <> 'not-tracked', null,
                    '[{"url":"https://shop.example/offer?a=' || m || '","label":"Offer"},{"url":"https://shop.example/demo","label":"Demo"}]' from draft_copy
                """);
        fill("recipient", "(copy_id, email, name) select id, email, name from draft_copy");
    }

    private void words() throws SQLException {
        fill("search_word", """
                (message_id, word, owner_id)
                select message_id, word, owner_id
                from (select distinct message_id, owner_id, unnest(regexp_split_to_array(lower(subject || ' ' || email || ' ' || name), '[^a-z0-9]+')) as word
                    from draft_copy) words
                """);
        run("update search_progress set before_at = null");
    }

    private void mails() throws SQLException {
        fill("outgoing_mail", """
                (id, copy_id, sender, recipient, once_key, state, created_at, handing_over_at, settled_at, reply, relay_id, owner_id, message_id, subject,
                    has_content)
                select %s, id, 'person' || u || '@sender.example', email, left(md5('o' || c), 28), case shown when 'queued' then 'DUE' when 'failed' then 'FAILED' else 'SENT' end,
                    created_at, created_at + interval '2 seconds', created_at + interval '3 seconds', '250 2.0.0 Ok: queued as 4XyZ', 'environment', owner_id, message_id, subject,
                    shown in ('queued', 'failed', 'bounced')
                from draft_copy
                """.formatted(id("o", "c")));
    }

    private void followUps() throws SQLException {
        run("insert into mail_template (id, owner_id, name, name_key, changed_at) select " + id("p", "'1'") + ", "
                + id("u", "0") + ", 'Again', 'again', ${end}");
        run("""
                insert into sequence (id, series, owner_id, name, name_key, newest, active, stop_on_reply, approval, zone, days, opens_at, closes_at, created_at)
                select %s, %s, %s, 'Offer', 'offer', true, true, true, 'AUTOMATIC', 'UTC', 'MONDAY', 540, 1020, ${end} - interval '2 years'
                """.formatted(id("q", "'1'"), id("q", "'1'"), id("u", "0")));
        fill("enrollment", """
                (id, sequence_id, series, owner_id, copy_id, message_id, sender, recipient, subject, state, reason, active_key, created_at, ended_at)
                select %s, %s, %s, owner_id, id, message_id, 'person' || u || '@sender.example', email, subject,
                    case when created_at > ${end} - interval '7 days' then 'ACTIVE' else 'FINISHED' end, 'All steps were taken.',
                    case when created_at > ${end} - interval '7 days' then left(md5('a' || c), 30) end, created_at, created_at + interval '7 days'
                from draft_copy where c %% 10 = 0
                """.formatted(id("n", "c"), id("q", "'1'"), id("q", "'1'")));
        fill("follow_up", """
                (id, enrollment_id, owner_id, sender, step, state, decision, reason, due_at, look_at, decided_at, log, created_at, fence)
                select %s, %s, owner_id, 'person' || u || '@sender.example', step,
                    case when created_at > ${end} - interval '7 days' then 'WAITING' when c %% 3 = 0 then 'SENT' else 'SKIPPED' end, 'send', 'No open was seen.',
                    created_at + step * interval '3 days', timestamptz '2200-01-01 00:00:00+00', created_at + step * interval '3 days', '[]', created_at, 1
                from draft_copy, generate_series(1, 2) step where c %% 10 = 0
                """.formatted(id("f", "c || '-' || step"), id("n", "c")));
    }

    /** What came back, and what the built-in inbox caught: as much as two years bring, in the time for which it is kept. */
    private void keptForATime() throws SQLException {
        fill("incoming_mail", """
                (id, once_key, message_hash, mailbox_id, kind, because, received_at, owner_id, message_id, copy_id, recipient, from_address, guessed, other, action, hard)
                select %s, left(md5('i' || c), 28), left(md5('i' || c), 28), 'environment', case shown when 'bounced' then 'BOUNCE' else 'REPLY' end,
                    'names our mail', current_timestamp - interval '89 days' * (1 - c / cast(${copies} * 1.5 as double precision)), owner_id, message_id, id, email, email,
                    false, false, case shown when 'bounced' then 'FAILED' end, shown = 'bounced'
                from draft_copy where shown in ('bounced', 'replied')
                """.formatted(id("i", "c")));
        fill("captured_mail", """
                (id, captured_at, owner_id, copy_id, message_id, sender, recipient, subject, size_bytes, content)
                select %s, current_timestamp - interval '6 days' * (1 - c / cast(${copies} * 1.5 as double precision)), case when c %% 100 > 0 then owner_id end, id, message_id,
                    'person' || u || '@sender.example', email, subject, 1, '\\x20'
                from draft_copy where c %% 10 = 0
                """.formatted(id("b", "c")));
    }

    private void refusals() throws SQLException {
        for (var table : List.of("suppression", "tracking_opt_out")) {
            fill(table, """
                    (id, email, note, since)
                    select %s, email, 'asked for it', max(created_at) from draft_copy where c %% 20 = %d group by email
                    """.formatted(id(table, "email"), table.length() % 20));
        }
    }
}
