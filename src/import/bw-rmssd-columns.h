/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

/* The columns of a table of RMSSD values, found by their headings. */

#define BW_RMSSD_MAX_COLUMNS 256

typedef enum {
  BW_RMSSD_UNIT_UNKNOWN,
  BW_RMSSD_UNIT_MS,
  BW_RMSSD_UNIT_S,
} BwRmssdUnit;

/* Columns count from 0; −1 is none. There is a time or a date, and a value. */
typedef struct
{
  char separator;
  int n;             /* columns; at most BW_RMSSD_MAX_COLUMNS */
  int time;
  int date;
  int value;
  int person;
  int source;        /* what measured it */
  gboolean utc;      /* the times are */
  gboolean says_hrv; /* the value's heading says HRV, not RMSSD */
  BwRmssdUnit unit;
} BwRmssdColumns;

/* Whether @line is the heading of such a table: parted by commas, semicolons or tabs, in the wording
 * of the apps we know and what is near it. */
gboolean bw_rmssd_columns_find (BwRmssdColumns *self,
                                BwSlice         line);

/* The fields of a line, without blanks and quotes around them; those beyond @max are counted only.
 * Returns: how many there are */
int bw_rmssd_split (BwSlice  line,
                    char     separator,
                    BwSlice *fields,
                    int      max);

G_END_DECLS
