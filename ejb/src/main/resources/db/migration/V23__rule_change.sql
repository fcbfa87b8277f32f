-- V23__rule_change.sql: what new rules would change is counted before they are applied to what older ones judged.

-- One row per version of the rules that met copies of an older one. A copy's id is random, so the first ones in the order of ids are a sample of all.
create table rule_change (
    version     integer primary key,
    before_version integer  not null,
    state       varchar(10) not null check (state in ('TRYING', 'WAITING', 'APPLYING', 'DONE')),
    -- Copies of older rules at the beginning, and how many of them are tried out at most.
    copies      bigint      not null,
    sample      bigint      not null,
    -- Every copy up to this one was tried out.
    tried_up_to varchar(22) not null,
    tried       bigint      not null,
    -- Copies whose figures would change, and those of which only words would.
    changed     bigint      not null,
    reworded    bigint      not null,
    differences ${clob}     not null,
    started_at  timestamp(6) with time zone not null,
    tried_at    timestamp(6) with time zone,
    applied_at  timestamp(6) with time zone,
    applied_by  varchar(200),
    done_at     timestamp(6) with time zone
);
