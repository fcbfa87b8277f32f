-- V19__mail_content.sql: what the copies of one mail share is kept once, in pieces that are read one after the other.
create table mail_content (
    id      varchar(22) not null,
    place   integer     not null,
    content ${blob}     not null,
    constraint mail_content_pk primary key (id, place)
);

-- A mail has either content, or the two others: what it shares, and what is its own (pixel, links, header fields). All are null when it was sent.
alter table outgoing_mail add column content_id varchar(22);
alter table outgoing_mail add column own ${blob};
create index outgoing_mail_content on outgoing_mail (content_id);

alter table captured_mail alter column content drop not null;
alter table captured_mail add column content_id varchar(22);
alter table captured_mail add column own ${blob};
create index captured_mail_content on captured_mail (content_id);
