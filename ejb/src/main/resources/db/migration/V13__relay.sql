-- V13__relay.sql: the mail servers that take our mail, how they are, and which mail waits for which.
create table relay (
    id          varchar(22)    primary key,
    name        varchar(100)   not null,
    host        varchar(253)   not null,
    port        integer        not null,
    security    varchar(20)    not null,
    user_name   varchar(254),
    -- Sealed (AES-256-GCM) with a key that is not in the database.
    password    varchar(2000),
    -- Certificates of own authorities as PEM; null for those that the Java runtime knows.
    authorities varchar(100000),
    -- A JSON list of addresses and domains.
    senders     varchar(50000) not null,
    is_default  boolean        not null,
    per_minute  integer        not null,
    connections integer        not null,
    enabled     boolean        not null,
    created_at  timestamp(6) with time zone not null,
    constraint relay_security check (security in ('TLS', 'STARTTLS', 'STARTTLS_IF_OFFERED', 'NONE'))
);

-- Shared by all nodes: one that is down is left alone by all of them, and its mails keep their attempts.
create table relay_health (
    relay_id      varchar(22) primary key,
    down_since    timestamp(6) with time zone,
    reason        varchar(1000),
    failures      integer     not null,
    rests_until   timestamp(6) with time zone,
    last_taken_at timestamp(6) with time zone
);
-- The one of the environment has no row in relay.
insert into relay_health (relay_id, failures) values ('environment', 0);

-- Chosen when the mail is queued, and again when relays change.
alter table outgoing_mail add column relay_id varchar(22) default 'environment' not null;
alter table outgoing_mail add column owner_id varchar(22);
alter table outgoing_mail add column message_id varchar(22);
alter table outgoing_mail add column subject varchar(998);
-- When a person had it sent again: its days of trying begin anew.
alter table outgoing_mail add column repeated_at timestamp(6) with time zone;
update outgoing_mail set message_id = (select c.message_id from message_copy c where c.id = outgoing_mail.copy_id);
update outgoing_mail set owner_id = (select m.owner_id from message m where m.id = outgoing_mail.message_id);
update outgoing_mail set subject = (select m.subject from message m where m.id = outgoing_mail.message_id);
create index outgoing_mail_newest on outgoing_mail (created_at, id);
create index outgoing_mail_relay on outgoing_mail (relay_id, state, created_at);

-- Rows of one lane wait for one receiver, so that a receiver that hangs holds up no other.
alter table outbox add column lane varchar(22) default '' not null;
update outbox set lane = 'environment' where topic = 'MAIL';
create index outbox_lane on outbox (topic, lane, state, due_at);

-- Refused for good, and given up after days, are two things: only the second may be tried again.
alter table outgoing_mail drop constraint outgoing_mail_state;
alter table outgoing_mail add constraint outgoing_mail_state
    check (state in ('DUE', 'HANDING_OVER', 'SENT', 'REFUSED', 'FAILED', 'NOT_CONFIRMED', 'CANCELLED'));
update outgoing_mail set state = 'REFUSED' where state = 'FAILED' and reply like 'The mail server refused it%';
