-- Who may use this installation. Secrets are stored as hashes only: bcrypt for passwords, SHA-256 for keys and sessions of 256 random bits.
create table app_user (
    id              varchar(22)                 primary key,
    name            varchar(200)                not null,
    email           varchar(254)                not null,
    password_hash   varchar(200),
    roles           varchar(100)                not null,
    active          boolean                     not null,
    failed_sign_ins integer                     not null,
    locked_until    timestamp(6) with time zone,
    created_at      timestamp(6) with time zone not null,
    constraint app_user_email unique (email)
);

create table team (
    id         varchar(22)                 primary key,
    name       varchar(200)                not null,
    created_at timestamp(6) with time zone not null,
    constraint team_name unique (name)
);

create table team_member (
    team_id varchar(22) not null references team (id),
    user_id varchar(22) not null references app_user (id),
    primary key (team_id, user_id)
);
create index team_member_user on team_member (user_id);

create table api_key (
    id           varchar(22)                 primary key,
    user_id      varchar(22)                 not null references app_user (id),
    name         varchar(200)                not null,
    prefix       varchar(12)                 not null,
    hash         varchar(43)                 not null,
    send_as_any  boolean                     not null,
    created_at   timestamp(6) with time zone not null,
    last_used_at timestamp(6) with time zone,
    constraint api_key_hash unique (hash)
);

-- Address and user agent tell a sender's own look at a mail from a recipient's.
create table login_session (
    hash       varchar(43)                 primary key,
    user_id    varchar(22)                 not null references app_user (id),
    created_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null,
    address    varchar(45),
    user_agent varchar(512)
);
create index login_session_expiry on login_session (expires_at);
create index login_session_created on login_session (created_at);

-- Holds one row; whoever creates the first administrator locks it, so that two at once cannot.
create table set_up (
    id integer primary key
);
insert into set_up (id) values (1);

create table audit_entry (
    id     varchar(22)                 primary key,
    at     timestamp(6) with time zone not null,
    who    varchar(200)                not null,
    what   varchar(100)                not null,
    detail varchar(1000)               not null
);
create index audit_entry_at on audit_entry (at, id);
