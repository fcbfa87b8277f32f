package org.tinypixel.database;

/**
 * Fired once, synchronously, when the database answers and its tables are as this version wants them. Whatever needs the database to start (sweeps,
 * the journal's reader, routes) waits for it. Fired outside a transaction.
 */
public record DatabaseReady() {}
