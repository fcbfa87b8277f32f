-- Follow-up plans, who is in them, and each due step with what was decided and why.
create table mail_template (
    id         varchar(22)                 primary key,
    owner_id   varchar(22)                 not null,
    name       varchar(100)                not null,
    name_key   varchar(100)                not null,
    subject    varchar(500),
    html       varchar(200000),
    plain      varchar(200000),
    changed_at timestamp(6) with time zone not null,
    constraint mail_template_name unique (name_key)
);

-- One row per version: a change of the plan makes a new one, and whoever is under way keeps theirs. Only the newest version has a name key.
create table sequence (
    id            varchar(22)                 primary key,
    series        varchar(22)                 not null,
    owner_id      varchar(22)                 not null,
    name          varchar(100)                not null,
    name_key      varchar(100),
    newest        boolean                     not null,
    active        boolean                     not null,
    stop_on_reply boolean                     not null,
    approval      varchar(16)                 not null,
    zone          varchar(64)                 not null,
    days          varchar(32)                 not null,
    opens_at      integer                     not null,
    closes_at     integer                     not null,
    created_at    timestamp(6) with time zone not null,
    constraint sequence_name unique (name_key)
);
create index sequence_series on sequence (series, newest);

create table sequence_step (
    id           varchar(22) primary key,
    sequence_id  varchar(22) not null references sequence (id),
    step         integer     not null,
    wait_amount  integer     not null,
    wait_unit    varchar(16) not null,
    send_if      varchar(16) not null,
    when_unknown varchar(20) not null,
    template_id  varchar(22) not null,
    constraint sequence_step_once unique (sequence_id, step)
);

-- The active key holds sequence and address while the enrollment runs, so that nobody is in one sequence twice.
create table enrollment (
    id          varchar(22)                 primary key,
    sequence_id varchar(22)                 not null references sequence (id),
    series      varchar(22)                 not null,
    owner_id    varchar(22)                 not null,
    copy_id     varchar(22)                 not null,
    message_id  varchar(22)                 not null,
    sender      varchar(254)                not null,
    recipient   varchar(254)                not null,
    time_zone   varchar(64),
    subject     varchar(1000)               not null,
    state       varchar(16)                 not null check (state in ('ACTIVE', 'FINISHED', 'STOPPED')),
    reason      varchar(1000),
    active_key  varchar(300),
    created_at  timestamp(6) with time zone not null,
    ended_at    timestamp(6) with time zone,
    constraint enrollment_active unique (active_key)
);
create index enrollment_copy on enrollment (copy_id);
create index enrollment_owner on enrollment (owner_id, created_at);
create index enrollment_series on enrollment (series, state);

-- One row per enrollment and step, and one Message-ID: a second mail is impossible.
create table follow_up (
    id                varchar(22)                 primary key,
    enrollment_id     varchar(22)                 not null references enrollment (id),
    owner_id          varchar(22)                 not null,
    sender            varchar(254)                not null,
    step              integer                     not null,
    state             varchar(16)                 not null
        check (state in ('WAITING', 'ASK', 'HANDING_OVER', 'SENT', 'SKIPPED', 'STOPPED', 'NOT_CONFIRMED', 'FAILED')),
    decision          varchar(16),
    reason            varchar(1000)               not null,
    due_at            timestamp(6) with time zone,
    look_at           timestamp(6) with time zone,
    decided_at        timestamp(6) with time zone,
    approved_at       timestamp(6) with time zone,
    approved_by       varchar(200),
    log               varchar(20000)              not null,
    message_id_header varchar(300),
    copy_id           varchar(22),
    handed_at         timestamp(6) with time zone,
    created_at        timestamp(6) with time zone not null,
    fence             bigint                      not null,
    lease_until       timestamp(6) with time zone,
    constraint follow_up_once unique (enrollment_id, step),
    constraint follow_up_message unique (message_id_header),
    constraint follow_up_copy unique (copy_id)
);
create index follow_up_due on follow_up (state, look_at);
create index follow_up_sender on follow_up (sender, handed_at);
create index follow_up_owner on follow_up (owner_id, state);
