-- V24__settled_hits.sql: after its time a hit keeps what it was judged to be and nothing of the request itself.
alter table hit add column settled boolean default false not null;
create index hit_settled on hit (settled, received_at);

-- A place may be a region: the country's two letters, a slash and the region's name.
alter table timeline_entry alter column country set data type varchar(100);
