-- V20__inbound.sql: mailboxes that are read for what comes back, how far each was read, and what came back to our mails.
create table mailbox (
    id                   varchar(22)     primary key,
    name                 varchar(100)    not null,
    host                 varchar(253)    not null,
    port                 integer         not null,
    tls                  boolean         not null,
    user_name            varchar(254)    not null,
    -- Sealed (AES-256-GCM) with a key that is not in the database.
    secret               varchar(20000),
    sign_in              varchar(10)     not null,
    -- Certificates of own authorities as PEM; null for those that the Java runtime knows.
    authorities          varchar(100000),
    -- JSON lists of text.
    addresses            varchar(50000)  not null,
    folders              varchar(50000)  not null,
    sent_folder          varchar(500),
    any_mail             boolean         not null,
    enabled              boolean         not null,
    created_at           timestamp(6) with time zone not null,
    -- One node reads one mailbox; until when is judged by the database's clock.
    holder               varchar(22),
    held_until           timestamp(6) with time zone,
    idle                 boolean,
    -- All that had arrived by then was taken.
    read_at              timestamp(6) with time zone,
    failing_since        timestamp(6) with time zone,
    failure              varchar(2000),
    failures             integer         not null,
    next_try_at          timestamp(6) with time zone,
    -- What was taken, and what of it is only counted since it belongs to no mail of ours.
    taken                bigint          not null,
    unreadable           bigint          not null,
    unmatched_bounces    bigint          not null,
    unmatched_complaints bigint          not null,
    constraint mailbox_sign_in check (sign_in in ('PASSWORD', 'OAUTH2'))
);
-- The one of the environment has its settings there, and only its state here.
insert into mailbox (id, name, host, port, tls, user_name, sign_in, addresses, folders, any_mail, enabled, created_at, failures, taken, unreadable,
                     unmatched_bounces, unmatched_complaints)
values ('environment', '', '', 0, true, '', 'PASSWORD', '[]', '[]', true, true, current_timestamp, 0, 0, 0, 0, 0);

create table mailbox_folder (
    id         varchar(28)  primary key,
    mailbox_id varchar(22)  not null references mailbox (id),
    folder     varchar(500) not null,
    validity   bigint       not null,
    last_uid   bigint       not null,
    constraint mailbox_folder_once unique (mailbox_id, folder)
);

-- What an incoming message said of one copy: no body, no subject. The hash of its Message-ID recognizes it where it comes again.
create table incoming_mail (
    id           varchar(22)  primary key,
    once_key     varchar(28)  not null,
    message_hash varchar(28)  not null,
    mailbox_id   varchar(22)  not null,
    kind         varchar(20)  not null,
    because      varchar(100) not null,
    received_at  timestamp(6) with time zone not null,
    owner_id     varchar(22)  not null,
    message_id   varchar(22)  not null,
    copy_id      varchar(22)  not null,
    recipient    varchar(254) not null,
    from_address varchar(254),
    -- Whether the message named our mail, or only its addresses fit.
    guessed      boolean      not null,
    -- It came from somebody who was no recipient.
    other        boolean      not null,
    action       varchar(10),
    hard         boolean      not null,
    reason       varchar(20),
    status       varchar(20),
    reply        integer,
    server_text  varchar(2000),
    returns_on   date,
    constraint incoming_mail_once unique (once_key)
);
create index incoming_mail_hash on incoming_mail (message_hash);
create index incoming_mail_newest on incoming_mail (received_at, id);
create index incoming_mail_copy on incoming_mail (copy_id);
create index incoming_mail_recipient on incoming_mail (recipient, received_at);

-- An absent person gets no follow-up before the time; the sentence stands in the why-log.
alter table enrollment add column paused_until timestamp(6) with time zone;
alter table enrollment add column paused_because varchar(200);
create index enrollment_recipient on enrollment (recipient, state);

alter table engagement add column away_until date;
create index engagement_between on engagement (recipient, sent_at);
