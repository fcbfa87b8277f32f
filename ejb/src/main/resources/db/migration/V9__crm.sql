-- Connections to CRMs and webhooks. Secrets are sealed (AES-256-GCM) with a key that is not in the database.
create table crm_connection (
    id              varchar(22)   primary key,
    connector       varchar(40)   not null,
    name            varchar(100)  not null,
    fields          varchar(8000) not null,
    secrets         varchar(8000) not null,
    revision        bigint        not null,
    state           varchar(16)   not null
        constraint crm_connection_state check (state in ('OK', 'PAUSED', 'NEEDS_SIGN_IN', 'DEGRADED', 'DISABLED')),
    state_text      varchar(500),
    paused_until    timestamp(6) with time zone,
    faults          integer       not null,
    last_success_at timestamp(6) with time zone,
    created_at      timestamp(6) with time zone not null
);

-- One record in one CRM: a mail's event at one person. The row stays for ever, since external_id is the first proof that the record was made.
-- message_copy, recipient and event are the plan's way to it, command_key the CRM's.
create table crm_command (
    id                varchar(22)    primary key,
    connection_id     varchar(22)    not null references crm_connection (id) on delete cascade,
    command_key       varchar(28)    not null,
    owner_id          varchar(22)    not null,
    message_copy      varchar(22)    not null,
    recipient         varchar(254)   not null,
    event             varchar(16)    not null,
    subject           varchar(998)   not null,
    content           varchar(30000) not null,
    version           bigint         not null,
    delivered_version bigint         not null,
    ref_type          varchar(60),
    ref_id            varchar(100),
    state             varchar(16)    not null
        constraint crm_command_state check (state in ('WAITING', 'DONE', 'DEAD', 'PARKED')),
    attempts          integer        not null,
    writes            integer        not null,
    last_error        varchar(500),
    external_id       varchar(200),
    external_url      varchar(1000),
    dropped           boolean        not null,
    created_at        timestamp(6) with time zone not null,
    pending_since     timestamp(6) with time zone not null,
    done_at           timestamp(6) with time zone,
    constraint crm_command_once unique (connection_id, command_key)
);
create index crm_command_event on crm_command (connection_id, message_copy, event);
create index crm_command_state_at on crm_command (connection_id, state, created_at);

-- Who an address is in a CRM, asked a while ago; an empty list is an answer, too.
create table crm_contact (
    connection_id varchar(22)   not null references crm_connection (id) on delete cascade,
    address       varchar(254)  not null,
    refs          varchar(8000) not null,
    asked_at      timestamp(6) with time zone not null,
    constraint crm_contact_key primary key (connection_id, address)
);
