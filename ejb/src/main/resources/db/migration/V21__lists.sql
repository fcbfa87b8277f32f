-- V21__lists.sql: an index for each thing that lists choose by, in the order in which they show it, so that a page costs the same at ten mails and at five million.
-- An equality comes first, then time and id, then what is only compared, so that rows of others are passed over without being read.

-- Nothing is sent before it is taken in: a list by the time of taking in may rely on it where it ends a period.
update engagement set counted_at = created_at where counted_at < created_at;

drop index engagement_newest;
create index engagement_newest on engagement (created_at, message_id, owner_id);
drop index engagement_counted;
create index engagement_counted on engagement (counted_at, copy_id, owner_id);
create index engagement_owner on engagement (owner_id, created_at, message_id, shown, counted_at);
-- The owner too: statistics take a message for far larger than it is, and then all mails of the owner would be looked through for each.
drop index engagement_message;
create index engagement_message on engagement (message_id, owner_id);
create index engagement_sender on engagement (sender, created_at, message_id, owner_id);
create index engagement_campaign on engagement (campaign, created_at, message_id, owner_id);
create index engagement_template on engagement (template, created_at, message_id, owner_id);
-- Contacts, those first with whom something happened last.
create index engagement_owner_last on engagement (owner_id, last_at, recipient, test);
create index engagement_last on engagement (last_at, recipient, owner_id, test);

drop index outgoing_mail_newest;
create index outgoing_mail_newest on outgoing_mail (created_at, id, owner_id);
create index outgoing_mail_owner on outgoing_mail (owner_id, created_at, id, state);
create index outgoing_mail_state on outgoing_mail (state, created_at, id, owner_id);
create index outgoing_mail_message on outgoing_mail (message_id);
