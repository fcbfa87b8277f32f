-- V8__mail.sql: mails on their way out, and the inbox of relay "capture:".
create table outgoing_mail (
    id              varchar(22)  primary key,
    copy_id         varchar(22)  not null,
    sender          varchar(254) not null,
    recipient       varchar(254) not null,
    -- A follow-up's is made of its Message-ID and recipient, so that a step cannot be queued twice; any other mail's is its copy.
    once_key        varchar(28)  not null,
    state           varchar(16)  not null,
    created_at      timestamp(6) with time zone not null,
    handing_over_at timestamp(6) with time zone,
    settled_at      timestamp(6) with time zone,
    reply           varchar(1000),
    -- Kept until the next server has it.
    content         ${blob},
    constraint outgoing_mail_once unique (once_key),
    constraint outgoing_mail_state
        check (state in ('DUE', 'HANDING_OVER', 'SENT', 'FAILED', 'NOT_CONFIRMED', 'CANCELLED'))
);
create index outgoing_mail_copy on outgoing_mail (copy_id);

create table captured_mail (
    id          varchar(22)  primary key,
    captured_at timestamp(6) with time zone not null,
    -- Who sees it; null for a mail that is not of our making, which administrators see.
    owner_id    varchar(22),
    copy_id     varchar(22),
    message_id  varchar(22),
    sender      varchar(254) not null,
    recipient   varchar(254) not null,
    subject     varchar(1000) not null,
    size_bytes  bigint       not null,
    content     ${blob}      not null
);
create index captured_mail_at on captured_mail (captured_at, id);
