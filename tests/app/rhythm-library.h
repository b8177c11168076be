/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rhythm/bw-rhythm-list.h"
#include "rhythm/bw-rhythm.h"

G_BEGIN_DECLS

/* The first of the days: 2026-03-01 08:00 UTC, a Sunday. */
#define RHYTHM_START_MS (G_GINT64_CONSTANT (1772352000) * 1000)

#define RHYTHM_READINGS_A_DAY 3

/* The second beat after a hole that a beat is missing in, of the readings that have one. */
#define RHYTHM_MISSED_BEAT 30

/* A library with @n_days days of three readings each, at 8, 14 and 23 o'clock, with ids from 1, that were
 * recorded an hour east of UTC. Of each day the second one has a beat too few (an artefact), and the third
 * one of every fifth day too few beats to count. The RMSSD differs from day to day. 0 days: one with an
 * import and no readings. */
void rhythm_library_make (const char *path,
                          guint       n_days);

/* Adds an RR recording of @n intervals with an ectopic beat every 200. Returns: its id */
gint64 rhythm_library_add_rr (const char *path,
                              const char *name,
                              guint       n);

/* Adds @n values of SDNN without beats, as exports of other apps have them. */
void rhythm_library_add_bare_values (const char *path,
                                     guint       n);

/* What the library holds of one. Returns: (transfer full) */
BwRhythm *rhythm_library_load (const char   *path,
                               BwRhythmKind  kind,
                               gint64        id);
BwRhythmRow *rhythm_library_row (const char   *path,
                                 BwRhythmKind  kind,
                                 gint64        id);

G_END_DECLS
