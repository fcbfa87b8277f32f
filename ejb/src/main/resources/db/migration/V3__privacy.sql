-- Refusals. Kind mail: gets no more mail. Kind tracking: is not tracked, also in mails already sent.
create table suppression (
    id    varchar(22)                 primary key,
    email varchar(254)                not null,
    note  varchar(500)                not null,
    since timestamp(6) with time zone not null,
    constraint suppression_email unique (email)
);

create table tracking_opt_out (
    id    varchar(22)                 primary key,
    email varchar(254)                not null,
    note  varchar(500)                not null,
    since timestamp(6) with time zone not null,
    constraint tracking_opt_out_email unique (email)
);
