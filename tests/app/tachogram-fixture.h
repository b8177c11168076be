/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ecg-fixture.h"

#include "app/bw-tachogram-overview.h"

G_BEGIN_DECLS

/* What the tests of the tachogram share. All rhythms are (transfer full). */

/* Seventy beats of a reading, 790 and 810 ms in turn from 07:00:00 on, in which everything is known: */
#define TACHOGRAM_ECTOPIC 20   /* 500 ms, and 1100 ms after it */
#define TACHOGRAM_MISSED 40    /* 1600 ms */
#define TACHOGRAM_GAP 55       /* the first beat after 9 s of which nothing is known */

BwRhythm *tachogram_rhythm_known (void);

/* A minute of a watch, whose clock goes by 10 ms. */
BwRhythm *tachogram_rhythm_watch (void);

/* @n intervals as long recordings have them, with an artefact in a hundred; its clock is not known. */
BwRhythm *tachogram_rhythm_long (guint n);

/* The published reading of a watch, imported from the reference data; %NULL, and the test skipped,
 * without it. */
BwRhythm *tachogram_rhythm_reading (void);

/* Of a file of the reference data, one number a line; %NULL, and the test skipped, without it. */
BwRhythm *tachogram_rhythm_read (const char *relative);

/* The time of the beat of that number, since the first. */
double tachogram_ms (const BwRhythm *rhythm,
                     guint           beat);

/* Makes the edits the view asks for, as the page does; the last error, if any, is in @error. */
void tachogram_follow (BwTachogramView  *view,
                       GError          **error);

G_END_DECLS
