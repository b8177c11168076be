/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot/bw-plot-save.h"
#include "report/bw-paper.h"
#include "report/bw-report-table.h"

G_BEGIN_DECLS

/**
 * BwReportDocument:
 *
 * A report as it goes on paper: headings, text, tables and charts one below the other, broken into
 * pages. Each page says at its foot that Beatwise is not a medical device, and which page it is; from
 * the second on, also what of. A heading stays with what follows it, a table breaks between rows, text
 * between lines, a chart never. Built and rendered in one thread.
 */
typedef struct _BwReportDocument BwReportDocument;

/* @title: of the document, for its readers and for the head of its pages; says whose it is only where
 *   that is asked for
 * @family: (nullable): as for bw_report_fonts_init() */
BwReportDocument *bw_report_document_new (const char                 *title,
                                          BwPaper                     paper,
                                          const PangoFontDescription *family);
void bw_report_document_free (BwReportDocument *self);

/* In which words within charts are written, for their height to be known. Borrowed. */
const PangoFontDescription *bw_report_document_get_chart_font (const BwReportDocument *self);

/* Text may hold line breaks; empty text is left out. */
void bw_report_document_add_title (BwReportDocument *self,
                                   const char       *text);
void bw_report_document_add_heading (BwReportDocument *self,
                                     const char       *text);
void bw_report_document_add_text (BwReportDocument *self,
                                  const char       *text);

/* Smaller and dimmer: how something was made, where something is to be read. */
void bw_report_document_add_small_print (BwReportDocument *self,
                                         const char       *text);

/* Takes @table; one without rows is left out. */
void bw_report_document_add_table (BwReportDocument *self,
                                   BwReportTable    *table);

/* Takes both, which stand beside each other on one page, or below each other where no page is high
 * enough. */
void bw_report_document_add_tables (BwReportDocument *self,
                                    BwReportTable    *left,
                                    BwReportTable    *right);

/* Paints into @area; the paper is there. */
typedef void (*BwReportPaint) (cairo_t                    *cr,
                               const BwPlotRect           *area,
                               const BwPlotPalette        *palette,
                               const PangoFontDescription *font,
                               gpointer                    data);

typedef struct
{
  const char *title;           /* (nullable): above it */
  const char *note;            /* (nullable): small, below it */
  BwReportPaint paint;         /* (nullable): its place is left empty */
  gpointer data;               /* owned by the document */
  GDestroyNotify free_data;    /* (nullable) */
} BwReportChart;

/* Takes the data of @charts (array length=n_charts ≥ 1), which stand beside each other, each @height
 * points high without title and note. */
void bw_report_document_add_charts (BwReportDocument    *self,
                                    const BwReportChart *charts,
                                    guint                n_charts,
                                    double               height);

/* Breaks into pages what has been added. */
guint bw_report_document_count_pages (BwReportDocument *self);

/* The PDF. Progress of one stage of @progress (nullable), that the caller began, is told by the page.
 * Returns: (transfer full): %NULL with the errors of bw_plot_render_pages() */
GBytes *bw_report_document_render (BwReportDocument  *self,
                                   BwProgress        *progress,
                                   GCancellable      *cancellable,
                                   GError           **error);

/* A page as it is in the PDF, from 0; after bw_report_document_count_pages(). */
void bw_report_document_paint_page (const BwReportDocument *self,
                                    guint                   page,
                                    cairo_t                *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReportDocument, bw_report_document_free)

G_END_DECLS
