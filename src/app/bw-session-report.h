/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-session.h"
#include "export/bw-export-rhythm.h"
#include "report/bw-report-words.h"

G_BEGIN_DECLS

/* What a session writes of rhythms: reports, and data for other programs. */

typedef enum {
  BW_REPORT_OF_RHYTHM,
  BW_REPORT_OF_DAY,
  BW_REPORT_OF_MONTH,
} BwReportOf;

typedef struct
{
  BwReportOf of;
  BwRhythm *rhythm;            /* (nullable): of one */
  double from_ms, to_ms;       /* what of it, since the first beat: 0 and %G_MAXDOUBLE for all */
  gint64 day;                  /* a day count: the day, or one of the month */
  BwPaper paper;
  gboolean with_person;        /* name and date of birth are printed */
  const PangoFontDescription *family; /* (nullable): as for bw_report_document_new() */
} BwReportRequest;

/* Begins to make a report and to write it to @file, as a whole or not at all; @request is copied. The
 * result is @file.
 * Returns: (transfer none) (nullable): a %BW_JOB_REPORT; %NULL after the end */
BwJob *bw_session_save_report (BwSession             *self,
                               const BwReportRequest *request,
                               GFile                 *file);

/* Begins to write what bw_export_rhythm_csv() or, with @json, bw_export_rhythm_json() tells of a rhythm,
 * or of a part of it. The result is @file.
 * Returns: (transfer none) (nullable): a %BW_JOB_RHYTHM_DATA; %NULL after the end */
BwJob *bw_session_save_rhythm_data (BwSession    *self,
                                    BwRhythm     *rhythm,
                                    double        from_ms,
                                    double        to_ms,
                                    BwRhythmData  data,
                                    gboolean      json,
                                    GFile        *file);

G_END_DECLS
