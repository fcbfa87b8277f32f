-- What recipients asked for on their page: a copy of their data, or its erasure.
create table recipient_request (
    id       varchar(22)                 primary key,
    email    varchar(254)                not null,
    question varchar(20)                 not null,
    asked_at timestamp(6) with time zone not null,
    done_at  timestamp(6) with time zone
);

create index recipient_request_email on recipient_request (email);
