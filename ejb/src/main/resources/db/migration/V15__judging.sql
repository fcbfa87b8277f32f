-- V15__judging.sql: what judging keeps beside the hits themselves.

-- The network of the address (203.0.113.0/24), for hits from where an address tells people apart: whoever asks for many people's mails at once comes from one.
alter table hit add column neighborhood varchar(64);
-- How many people's mails at least the same address asked for within a minute (4, 8 or 20), and its network within a second (8); 0 below. Kept, since by the time of
-- a later fold the addresses are shortened.
alter table hit add column crowd integer default 0 not null;
alter table hit add column same_second integer default 0 not null;
create index hit_neighborhood on hit (neighborhood, received_at);

alter table engagement add column view_known boolean default false not null;
alter table engagement add column view_total bigint default 0 not null;
alter table engagement add column view_longest bigint default 0 not null;
alter table engagement add column view_unknown varchar(200);
alter table engagement add column printed boolean default false not null;
alter table engagement add column settles_at timestamp(6) with time zone;
-- Somebody said by hand what a hit was, or that the recipient told of the mail.
alter table engagement add column marked boolean default false not null;

-- What people said of a hit or a copy by hand, and who else answered; one row for each thing said, deleted when it is taken back.
create table remark (
    id          varchar(28) primary key,
    copy_id     varchar(22) not null references engagement (copy_id),
    -- Null where it is about the copy.
    hit_id      varchar(22),
    what        varchar(16) not null,
    happened_at timestamp(6) with time zone not null,
    detail      varchar(2000)
);
create index remark_copy on remark (copy_id);
