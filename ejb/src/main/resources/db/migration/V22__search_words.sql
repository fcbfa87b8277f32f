-- V22__search_words.sql: the words by which mails are found, so that a search reads neither every mail nor every contact.
-- Words of the subject, and of each recipient's address and name, in lower case. They are compared byte by byte: only then do all that begin alike lie together in an index.
create table search_word (
    message_id varchar(22)            not null,
    word       varchar(40)${bytewise} not null,
    owner_id   varchar(22)            not null,
    constraint search_word_pk primary key (message_id, word)
);
create index search_word_owner on search_word (owner_id, word, message_id);
-- For those who see very many people's mails.
create index search_word_any on search_word (word, message_id);

-- Mails from before this table get their words from a sweep, the newest first: those before this one have none yet; null when all have.
create table search_progress (
    id             integer primary key,
    before_at      timestamp(6) with time zone,
    before_message varchar(22) not null
);
insert into search_progress (id, before_at, before_message) values (1, timestamp with time zone '9999-01-01 00:00:00+00', '');
