package org.tinypixel.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Lets collaborators take the entity manager in their constructor; it belongs to the transaction of whoever calls. */
@ApplicationScoped
class Persistence {
    @Produces
    @PersistenceContext(unitName = "tinypixel")
    EntityManager database;
}
