-- V16__held_hits.sql: how long a held picture was kept open; null where the hit was no such picture.
alter table hit add column held_millis bigint;
