-- V6__hits.sql: the raw log of hits, and how far each node has folded its journal.

-- The id comes from the intake, so that a journal read twice stores each hit once. No reference to the copy: a hit is a fact, whatever became of the mail.
create table hit (
    id          varchar(22) primary key,
    copy_id     varchar(22) not null,
    kind        varchar(16) not null check (kind in ('OPEN', 'VIEW', 'CLICK', 'UNSUBSCRIBE')),
    link_index  integer     not null,
    received_at timestamp(6) with time zone not null,
    method      varchar(16) not null,
    -- Whole for a day, then only its network (203.0.113.0/24).
    address     varchar(64),
    whole_address boolean   not null,
    headers     varchar(32768) not null,
    session     varchar(64)
);
create index hit_copy on hit (copy_id, received_at);
create index hit_whole_address on hit (whole_address, received_at);

-- A node that stops with its journal folded removes its row; one that is not seen for a while no longer counts.
create table hit_node (
    node         varchar(22) primary key,
    folded_until timestamp(6) with time zone not null,
    seen_at      timestamp(6) with time zone not null
);
