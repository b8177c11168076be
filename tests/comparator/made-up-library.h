/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* One day of a person who is not there: fasting recordings, those after glucose, then those without a
 * label, of which the first ones are after glucose too. A list ends with a day of 0. */
typedef struct
{
  guint32 day;           /* 20230921 */
  guint n_fasting, n_glucose, n_unlabelled;
} MadeUpDay;

/* A library in a folder of its own, in zone UTC, with simulated ECGs of 30 s. The same days and seed
 * give the same samples. To be closed with made_up_library_close(). */
BwLibrary *made_up_library_open (const MadeUpDay *days,
                                 guint64          seed);
void made_up_library_close (BwLibrary *library);

G_END_DECLS
