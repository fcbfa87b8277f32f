-- V25__more_lists.sql: the lists that V21 left out get an index for each thing they choose by, in the order in which they show it, and so does what is kept for a time only.

-- A page ends at a time and an id. Ids are compared byte by byte, as Java does where it puts a team's list together from its members' lists: otherwise pages that end among rows of
-- the same time would leave some out.
alter table follow_up alter column id set data type varchar(22)${bytewise};
alter table enrollment alter column id set data type varchar(22)${bytewise};
alter table follow_up alter column enrollment_id set data type varchar(22)${bytewise};
alter table incoming_mail alter column id set data type varchar(22)${bytewise};
alter table captured_mail alter column id set data type varchar(22)${bytewise};
alter table outgoing_mail alter column id set data type varchar(22)${bytewise};
alter table suppression alter column id set data type varchar(22)${bytewise};
alter table tracking_opt_out alter column id set data type varchar(22)${bytewise};
alter table engagement alter column recipient set data type varchar(254)${bytewise};

-- Where a follow-up stands in lists: at the time when it is due, or before that is known at the time when it came into being.
alter table follow_up add column listed_at timestamp(6) with time zone generated always as (coalesce(due_at, created_at)) ${stored};
drop index follow_up_owner;
create index follow_up_owner on follow_up (owner_id, listed_at, id);
create index follow_up_owner_state on follow_up (owner_id, state, listed_at, id);
create index follow_up_newest on follow_up (listed_at, id, owner_id);
create index follow_up_state on follow_up (state, listed_at, id, owner_id);

drop index enrollment_owner;
create index enrollment_owner on enrollment (owner_id, created_at, id, series);
create index enrollment_newest on enrollment (created_at, id, owner_id);
create index enrollment_series_newest on enrollment (series, created_at, id, owner_id);

drop index incoming_mail_newest;
create index incoming_mail_newest on incoming_mail (received_at, id, owner_id);
create index incoming_mail_owner on incoming_mail (owner_id, received_at, id, kind, mailbox_id);
create index incoming_mail_kind on incoming_mail (kind, received_at, id, owner_id);
create index incoming_mail_mailbox on incoming_mail (mailbox_id, received_at, id, owner_id);

drop index captured_mail_at;
create index captured_mail_at on captured_mail (captured_at, id, owner_id);
create index captured_mail_owner on captured_mail (owner_id, captured_at, id);

drop index outgoing_mail_owner;
create index outgoing_mail_owner on outgoing_mail (owner_id, created_at, id, state, relay_id);
drop index outgoing_mail_relay;
create index outgoing_mail_relay on outgoing_mail (relay_id, state, created_at, id, owner_id);
create index outgoing_mail_relay_newest on outgoing_mail (relay_id, created_at, id, owner_id);

create index suppression_newest on suppression (since, id);
create index tracking_opt_out_newest on tracking_opt_out (since, id);

-- Whether the content is still there; without it all mails ever sent would be looked through for those whose content is to be forgotten.
alter table outgoing_mail add column has_content boolean default false not null;
update outgoing_mail set has_content = true where content is not null or content_id is not null;
alter table outgoing_mail alter column has_content set default true;
create index outgoing_mail_kept on outgoing_mail (has_content, settled_at);

-- Copies that older rules judged are taken in this order, so that none is passed over a second time.
drop index engagement_rules;
create index engagement_rules on engagement (rule_version, copy_id);
