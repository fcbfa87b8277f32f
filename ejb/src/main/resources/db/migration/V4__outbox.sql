-- V4__outbox.sql: what must be told, one row per topic and key; told rows are deleted.
create table outbox (
    id           varchar(22)  primary key,
    topic        varchar(16)  not null,
    item_key     varchar(200) not null,
    -- Grows with each put: news that arrive while the row is being told keep it waiting.
    version      bigint       not null,
    -- Grows with each claim and each settlement: a worker with an older number can settle nothing.
    lease        bigint       not null,
    leased_until timestamp(6) with time zone,
    state        varchar(8)   not null,
    attempts     integer      not null,
    due_at       timestamp(6) with time zone not null,
    error        varchar(2000),
    constraint outbox_once unique (topic, item_key),
    constraint outbox_state check (state in ('WAITING', 'DEAD'))
);
create index outbox_due on outbox (topic, state, due_at);
