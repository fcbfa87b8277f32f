-- A mail as it was taken in. Its body is not kept; copies that wait to be sent are rows of the mail feature.
create table message (
    id                varchar(22)                 primary key,
    owner_id          varchar(22)                 not null,
    sender            varchar(254)                not null,
    sender_name       varchar(998),
    subject           varchar(998)                not null,
    message_id_header varchar(998)                not null,
    thread_references varchar(100000)             not null,
    campaign          varchar(200),
    template          varchar(200),
    sequence_name     varchar(200),
    test              boolean                     not null,
    created_at        timestamp(6) with time zone not null
);
create index message_header on message (message_id_header);

-- What one recipient gets. links is a JSON list in the order of the mail: a hit names one by its index. not_tracked is null where a pixel is in it.
create table message_copy (
    id           varchar(22)     primary key,
    message_id   varchar(22)     not null references message (id),
    place        integer         not null,
    tracks_opens boolean         not null,
    not_tracked  varchar(200),
    links        varchar(1000000) not null,
    constraint message_copy_place unique (message_id, place)
);

-- Who a copy is for, apart from it: all that says a person's name stands in this one row, which an erasure changes.
create table recipient (
    copy_id        varchar(22)  primary key references message_copy (id),
    email          varchar(254) not null,
    name           varchar(998),
    time_zone      varchar(60),
    crm_connection varchar(200),
    crm_type       varchar(200),
    crm_id         varchar(200)
);
create index recipient_email on recipient (email);

-- Answers to requests with an Idempotency-Key, kept seven days. The primary key makes the second of two requests at once wait for the first.
create table idempotency (
    owner_id     varchar(22)                 not null,
    request_key  varchar(200)                not null,
    content_hash varchar(43)                 not null,
    answer       ${clob},
    created_at   timestamp(6) with time zone not null,
    constraint idempotency_pk primary key (owner_id, request_key)
);
