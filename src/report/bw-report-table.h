/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/bw-report-text.h"

G_BEGIN_DECLS

/**
 * BwReportTable:
 *
 * A table on paper. Columns are as wide as their longest cell; those that may wrap share what is
 * left. On the next page it goes on with its heads.
 */
typedef struct _BwReportTable BwReportTable;

typedef enum {
  BW_REPORT_COLUMN_TEXT,
  BW_REPORT_COLUMN_NUMBER, /* to the right */
  BW_REPORT_COLUMN_DIM,    /* a unit, a remark */
  BW_REPORT_COLUMN_WRAP,   /* dim, in several lines; what is very long is cut */
} BwReportColumnKind;

typedef struct
{
  const char *title;       /* translated; "" for none */
  BwReportColumnKind kind;
} BwReportColumn;

/* @columns: (array length=n_columns): copied */
BwReportTable *bw_report_table_new (const BwReportColumn *columns,
                                    guint                 n_columns);
void bw_report_table_free (BwReportTable *self);

/* Smaller and closer together, for two beside each other. */
void bw_report_table_set_compact (BwReportTable *self);

/* A row that names those below it; never the last on a page. */
void bw_report_table_add_group (BwReportTable *self,
                                const char    *title);

/* As many cells as there are columns, each (transfer full) (nullable): %NULL for "–". */
void bw_report_table_add_row (BwReportTable *self,
                              ...);

guint bw_report_table_get_n_rows (const BwReportTable *self);

/* --- For the document ------------------------------------------------------------------------- */

/* Lays the table out; before all below. */
void bw_report_table_lay (BwReportTable       *self,
                          const BwReportFonts *fonts,
                          double               width);
double bw_report_table_get_head_height (const BwReportTable *self);
double bw_report_table_get_row_height (const BwReportTable *self,
                                       guint                row);
gboolean bw_report_table_is_group (const BwReportTable *self,
                                   guint                row);

/* With its head. */
double bw_report_table_get_height (const BwReportTable *self);

/* The heads, and below them rows @from … @to − 1. */
void bw_report_table_paint (cairo_t             *cr,
                            const BwReportTable *self,
                            guint                from,
                            guint                to,
                            double               x,
                            double               y,
                            const BwPlotPalette *palette);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReportTable, bw_report_table_free)

G_END_DECLS
