-- V11__submission.sql: what comes in through the SMTP gateway.

-- What the client asked of delivery (RFC 3461, RFC 6152, RFC 6531) as JSON; null where it asked for nothing.
alter table outgoing_mail add column envelope varchar(2000);

-- A client that lost the 250 sends the same again: the first answer is found here, and nothing is sent twice. Kept for minutes.
create table submission (
    fingerprint varchar(43)                 primary key,
    message_id  varchar(22)                 not null,
    note        varchar(400)                not null,
    accepted_at timestamp(6) with time zone not null
);
create index submission_at on submission (accepted_at);

-- What the sender's program attached to a mail, in the order given.
create table message_metadata (
    message_id varchar(22)   not null references message (id),
    name       varchar(100)  not null,
    place      integer       not null,
    content    varchar(4000) not null,
    constraint message_metadata_pk primary key (message_id, name)
);
