/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/bw-report-document.h"
#include "store/bw-annotations.h"

G_BEGIN_DECLS

/* What all reports share. Strings are borrowed. */
typedef struct
{
  BwPaper paper;
  const PangoFontDescription *family; /* (nullable): as for bw_report_document_new() */
  const char *person_name;            /* (nullable): not printed */
  const char *date_of_birth;          /* (nullable): not printed */
} BwReportOptions;

/* "21 September 2023", of a day count. Returns: (transfer full) */
char *bw_report_format_day (gint64 day);

/* "21 Sep 2023, 10:31" in @zone. Returns: (transfer full) */
char *bw_report_format_time (gint64     time_ms,
                             GTimeZone *zone);

/* "September 2023". Returns: (transfer full) */
char *bw_report_format_month (int year,
                              int month);

/* A number as the locale writes it, %NULL where it is not known. Returns: (transfer full) (nullable) */
char *bw_report_format_number (gboolean known,
                               double   value,
                               int      digits);

/* Title, and whose it is where that is to be printed. */
void bw_report_add_head (BwReportDocument      *document,
                         const BwReportOptions *options,
                         const char            *title);

/* A heading and a table of @notes (element-type BwAnnotation); nothing where there are none. */
void bw_report_add_notes (BwReportDocument *document,
                          const GPtrArray  *notes,
                          GTimeZone        *zone);

/* A heading, and how it was made, a paragraph each; ends with %NULL. */
void bw_report_add_method (BwReportDocument *document,
                           ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
