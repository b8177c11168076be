/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

/* What goes wrong from outside while a library is changed, in a child process: no assertions there,
 * and a result instead. */

typedef gboolean (*FaultsChange) (BwLibrary  *library,
                                  GError    **error);

/* Makes the change where the disk is full after @first bytes, after @step more, and so on until they
 * are enough; up to then it fails for that reason, and the library stays as it was. */
void faults_fill_disk (Fixture      *fixture,
                       gsize         first,
                       gsize         step,
                       FaultsChange  change);

/* Asks for each of the changes while another program has the library for itself, and of one that may
 * only be read: they fail for that reason, and the library stays as it was. Made by the other one after
 * that, they succeed, in turn. */
void faults_refuse (Fixture            *fixture,
                    const FaultsChange *changes,
                    guint               n_changes);

/* Writes for ever, and a byte to @fd when it is in the middle of that. */
typedef void (*FaultsWrite) (BwLibrary *library,
                             int        fd);

/* Kills what writes, and opens the library again: it is as it was. */
void faults_kill (Fixture     *fixture,
                  FaultsWrite  write_on);

G_END_DECLS
