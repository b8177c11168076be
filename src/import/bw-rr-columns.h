/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"
#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* How the lines of a file of RR intervals are parted, and what stands in their columns. */

#define BW_RR_MAX_COLUMNS 64

#define BW_RR_BLANKS ' '  /* a separator: any run of blanks and tabs */
#define BW_RR_WHOLE '\0'  /* none: the line is one field */

/* What a PhysioNet annotation of a beat is called (ecgcodes.h of the WFDB library). */
#define BW_RR_BEAT_LETTERS "NLRBAaJSVrFejnE/fQ?"

/* Columns count from 0; −1 is none. */
typedef struct
{
  char separator;
  int rr;             /* intervals, or rates */
  int time;           /* beside them, of whatever sort */
  int date;           /* of clock times in @time */
  int symbol;         /* what sort of beat it is, in PhysioNet's letters */
  gboolean has_unit;  /* the heading tells it */
  BwRrUnit unit;
  gboolean spread;    /* every field is an interval */
  gboolean beats;     /* @rr holds times of beats, not intervals */
  gboolean named;     /* found by a heading */
} BwRrColumns;

/* Whether @line is a heading that names RR intervals, or heart rates beat by beat: “RR-interval [ms]”,
 * “rr”, “IBI (s)”, “Time;RR”, “date,rr,since start” …; @line has no sign of a comment before it. */
gboolean bw_rr_columns_from_heading (BwRrColumns *self,
                                     BwSlice      line);

/**
 * bw_rr_columns_from_rows:
 * @rows: (array length=n): the first lines that are no heading
 *
 * The same without a heading: which column holds the intervals is told by what is plausible and by
 * which column is the sum of the other.
 *
 * Returns: %FALSE where none can be intervals
 */
gboolean bw_rr_columns_from_rows (BwRrColumns   *self,
                                  const BwSlice *rows,
                                  guint          n);

/* The fields of a line, without blanks and quotes around them; those beyond @max are counted only.
 * Returns: how many there are */
int bw_rr_split (BwSlice  line,
                 char     separator,
                 BwSlice *fields,
                 int      max);

/* The next field of a line of whatever many, moving @rest behind it; empty ones are passed over.
 * Returns: %FALSE at the end */
gboolean bw_rr_take_field (BwSlice *rest,
                           char     separator,
                           BwSlice *field);

/* A clock time or a time since the start, “07:31:22.5”, “1:05.250”, in ms. */
gboolean bw_rr_parse_clock (BwSlice  text,
                            double  *ms);

/* The middle of the finite ones of @values: NAN where there are none. */
double bw_rr_median (const double *values,
                     guint         n);

/* Share of the finite ones of @values that are plausible intervals, taken to be in @unit. */
double bw_rr_plausible_share (const double *values,
                              guint         n,
                              BwRrUnit      unit);

G_END_DECLS
