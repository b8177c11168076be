/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bw-test-pdf.h"
#include "bw-test.h"
#include "report/bw-report-document.h"

#include <stdlib.h>
#include <string.h>

static const BwReportColumn columns[] = {
  { "Metric", BW_REPORT_COLUMN_TEXT },
  { "Value", BW_REPORT_COLUMN_NUMBER },
  { "", BW_REPORT_COLUMN_DIM },
  { "Remark", BW_REPORT_COLUMN_WRAP },
};

static void
add_rows (BwReportTable *table,
          guint          n)
{
  for (guint i = 0; i < n; i++)
    bw_report_table_add_row (table, g_strdup_printf ("Row-%03u", i), g_strdup_printf ("%u.%u", i, i % 7),
                             g_strdup ("ms"), i % 5 == 0 ? g_strdup ("something to be said of it that is "
                                                                     "longer than one line can be, so that "
                                                                     "it is broken")
                                                         : NULL);
}

static void
count_calls (cairo_t                    *cr,
             const BwPlotRect           *area,
             const BwPlotPalette        *palette,
             const PangoFontDescription *font,
             gpointer                    data)
{
  bw_plot_set_color (cr, &palette->ink);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_stroke (cr);
  if (data != NULL)
    ++*(guint *) data;
}

static GBytes *
render (BwReportDocument *document,
        const char       *name)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = bw_report_document_render (document, NULL, NULL, &error);

  g_assert_no_error (error);
  bw_test_pdf_keep (bytes, name);
  return bytes;
}

static BwReportDocument *
make_long (guint *calls)
{
  BwReportDocument *document = bw_report_document_new ("Long Report", BW_PAPER_A4, NULL);
  BwReportTable *table = bw_report_table_new (columns, G_N_ELEMENTS (columns));
  const BwReportChart charts[] = {
    { "Left", "a note on it", count_calls, calls, NULL },
    { "Right", NULL, count_calls, calls, NULL },
  };

  bw_report_document_add_title (document, "A title");
  bw_report_document_add_text (document, "Some sentences that say what this is all about. They are long "
                                         "enough to be broken into lines, which they have to be for this "
                                         "to look like a paragraph of a report.");
  bw_report_document_add_charts (document, charts, 2, 150);
  bw_report_document_add_heading (document, "A heading");
  bw_report_table_add_group (table, "Group one");
  add_rows (table, 60);
  bw_report_table_add_group (table, "Group two");
  add_rows (table, 40);
  bw_report_document_add_table (document, table);
  bw_report_document_add_heading (document, "The end");
  bw_report_document_add_small_print (document, "Small print.");
  return document;
}

static void
test_pages (void)
{
  guint calls = 0;
  g_autoptr (BwReportDocument) document = make_long (&calls);
  guint n = bw_report_document_count_pages (document);
  g_autoptr (GBytes) bytes = render (document, "document");
  g_auto (GStrv) pages = NULL;
  guint row = 0;

  g_assert_cmpuint (n, >, 2);
  g_assert_cmpuint (calls, ==, 2);

  pages = bw_test_pdf_read (bytes);
  if (pages == NULL)
    return;
  g_assert_cmpuint (g_strv_length (pages), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("Page %u of %u", i + 1, n);

      g_assert_nonnull (strstr (pages[i], number));
      g_assert_nonnull (strstr (pages[i], "not a medical device"));
      g_assert_cmpint (i > 0, ==, strstr (pages[i], "Long Report") != NULL);
      /* A table that goes on has its heads again. */
      if (strstr (pages[i], "Row-") != NULL)
        g_assert_nonnull (strstr (pages[i], "Metric"));
    }
  /* All rows in their order, and none lost between pages. */
  for (guint i = 0; i < n; i++)
    for (const char *at = strstr (pages[i], "Row-"); at != NULL; at = strstr (at + 4, "Row-"))
      g_assert_cmpint (atoi (at + 4), ==, row++ % 60);
  g_assert_cmpuint (row, ==, 60 + 40);
}

/* Wherever it comes to lie, a heading is followed by what it heads on its page, and so is a group. */
static void
test_kept (void)
{
  for (guint n = 0; n < 60; n++)
    {
      g_autoptr (BwReportDocument) document = bw_report_document_new ("Kept", BW_PAPER_LETTER, NULL);
      BwReportTable *table = bw_report_table_new (columns, G_N_ELEMENTS (columns));
      g_autoptr (GBytes) bytes = NULL;
      g_auto (GStrv) pages = NULL;

      for (guint i = 0; i < n; i++)
        bw_report_document_add_text (document, "A line.");
      bw_report_document_add_heading (document, "HEADING");
      bw_report_table_add_group (table, "GROUP");
      add_rows (table, 6);
      bw_report_document_add_table (document, table);
      bytes = render (document, "kept");
      pages = bw_test_pdf_read (bytes);
      if (pages == NULL)
        return;
      for (guint i = 0; pages[i] != NULL; i++)
        {
          gboolean headed = strstr (pages[i], "HEADING") != NULL;

          g_assert_cmpint (headed, ==, strstr (pages[i], "GROUP") != NULL);
          if (headed)
            {
              g_assert_nonnull (strstr (pages[i], "Row-000"));
              g_assert_nonnull (strstr (pages[i], "Row-001"));
            }
          /* Nor does a last row stand alone. */
          if (strstr (pages[i], "Row-005") != NULL)
            g_assert_nonnull (strstr (pages[i], "Row-004"));
        }
    }
}

/* Two tables beside each other stay together; where no page is high enough they come one after the
 * other, and lose nothing. */
static void
test_pair (void)
{
  for (guint n = 20; n <= 200; n += 180)
    {
      g_autoptr (BwReportDocument) document = bw_report_document_new ("Pair", BW_PAPER_A4, NULL);
      BwReportTable *left = bw_report_table_new (columns, 3), *right = bw_report_table_new (columns, 3);
      g_autoptr (GBytes) bytes = NULL;
      g_auto (GStrv) pages = NULL;
      guint n_left = 0, n_right = 0, n_both = 0;

      bw_report_table_set_compact (left);
      bw_report_table_set_compact (right);
      for (guint i = 0; i < n; i++)
        bw_report_table_add_row (left, g_strdup_printf ("Left-%03u", i), g_strdup ("1"), g_strdup ("ms"));
      for (guint i = 0; i < n / 2; i++)
        bw_report_table_add_row (right, g_strdup_printf ("Right-%03u", i), g_strdup ("1"),
                                 g_strdup ("ms"));
      for (guint i = 0; i < 35; i++)
        bw_report_document_add_text (document, "A line.");
      bw_report_document_add_tables (document, left, right);
      bytes = render (document, "pair");
      pages = bw_test_pdf_read (bytes);
      if (pages == NULL)
        return;
      for (guint i = 0; pages[i] != NULL; i++)
        {
          g_auto (GStrv) lines = g_strsplit (pages[i], "\n", -1);

          for (guint k = 0; lines[k] != NULL; k++)
            {
              gboolean has_left = strstr (lines[k], "Left-") != NULL;
              gboolean has_right = strstr (lines[k], "Right-") != NULL;

              n_left += has_left;
              n_right += has_right;
              n_both += has_left && has_right;
            }
        }
      g_assert_cmpuint (n_left, ==, n);
      g_assert_cmpuint (n_right, ==, n / 2);
      g_assert_cmpuint (n_both, ==, n == 20 ? n / 2 : 0);
    }
}

/* What is longer than a page, wider than the paper, or no text at all. */
static void
test_odd (void)
{
  g_autoptr (BwReportDocument) document = bw_report_document_new ("\xff odd", BW_PAPER_A4, NULL);
  BwReportTable *table = bw_report_table_new (columns, G_N_ELEMENTS (columns));
  g_autofree char *word = g_strnfill (3000, 'x');
  g_autoptr (GString) many = g_string_new (NULL);
  const BwReportChart chart = { NULL, NULL, count_calls, NULL, NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) pages = NULL;
  gboolean found = FALSE;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (many, "Line %u\n", i);
  bw_report_document_add_text (document, "");
  bw_report_document_add_text (document, word);
  bw_report_document_add_text (document, "bad \xc3( UTF-8");
  bw_report_document_add_text (document, many->str);
  bw_report_table_add_row (table, g_strdup (word), g_strdup (word), g_strdup (word), g_strdup (word));
  bw_report_document_add_table (document, table);
  bw_report_document_add_table (document, bw_report_table_new (columns, 2));
  bw_report_document_add_charts (document, &chart, 1, 5000);
  bytes = render (document, "odd");
  g_assert_cmpuint (bw_report_document_count_pages (document), >=, 5);
  pages = bw_test_pdf_read (bytes);
  for (guint i = 0; pages != NULL && pages[i] != NULL; i++)
    found |= strstr (pages[i], "Line 199") != NULL;
  g_assert_true (pages == NULL || found);
}

static void
test_empty (void)
{
  g_autoptr (BwReportDocument) document = bw_report_document_new ("Empty", BW_PAPER_A4, NULL);

  g_assert_cmpuint (bw_report_document_count_pages (document), ==, 1);
  g_bytes_unref (render (document, "empty"));
}

static void
cancel (cairo_t                    *cr,
        const BwPlotRect           *area,
        const BwPlotPalette        *palette,
        const PangoFontDescription *font,
        gpointer                    data)
{
  g_cancellable_cancel (data);
}

static void
test_cancelled (void)
{
  g_autoptr (BwReportDocument) document = bw_report_document_new ("Cancelled", BW_PAPER_A4, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint calls = 0;
  const BwReportChart first = { NULL, NULL, cancel, cancellable, NULL };
  const BwReportChart second = { NULL, NULL, count_calls, &calls, NULL };

  bw_report_document_add_charts (document, &first, 1, 500);
  bw_report_document_add_charts (document, &second, 1, 500);
  g_assert_null (bw_report_document_render (document, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (calls, ==, 0);
}

static void
test_paper (void)
{
  BwPaper paper;
  double width, height;

  g_assert_true (bw_paper_from_id ("Letter", &paper));
  g_assert_cmpint (paper, ==, BW_PAPER_LETTER);
  g_assert_true (bw_paper_from_id (bw_paper_get_id (BW_PAPER_A4), &paper));
  g_assert_cmpint (paper, ==, BW_PAPER_A4);
  g_assert_false (bw_paper_from_id ("A5", &paper));
  bw_paper_get_size (BW_PAPER_A4, &width, &height);
  bw_assert_near (width, 595.28, 0.01);
  bw_assert_near (height, 841.89, 0.01);
  /* In the tests' locale, C, nothing is known of paper but this. */
  g_assert_cmpint (bw_paper_get_default (), ==, BW_PAPER_A4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/pages", test_pages);
  g_test_add_func ("/document/kept", test_kept);
  g_test_add_func ("/document/pair", test_pair);
  g_test_add_func ("/document/odd", test_odd);
  g_test_add_func ("/document/empty", test_empty);
  g_test_add_func ("/document/cancelled", test_cancelled);
  g_test_add_func ("/document/paper", test_paper);
  return g_test_run ();
}
