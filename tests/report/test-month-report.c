/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test-pdf.h"
#include "bw-test.h"
#include "forecast/bw-test-library.h"
#include "report/bw-month-report.h"

#include <string.h>

#define FIRST_DAY 19723 /* 2024-01-01 */
#define N_DAYS 45

/* Three readings a day at ten, twelve and two, of 30 ms on even days and 60 ms on odd ones; one of 99 ms
 * that does not count. */
static BwTestLibrary *
make_library (void)
{
  BwTestLibrary *library = bw_test_library_new ("Europe/Berlin");
  g_autoptr (BwAnnotation) note = bw_annotation_new ();
  g_autoptr (GError) error = NULL;

  bw_test_library_begin (library);
  for (guint i = 0; i < N_DAYS; i++)
    for (guint k = 0; k < 4; k++)
      bw_test_library_add_reading (library, "Watch",
                                   (FIRST_DAY + i) * BW_TIME_DAY + (9 + 2 * k) * BW_TIME_HOUR,
                                   k == 3 ? 99 : i % 2 == 0 ? 30 : 60, k < 3);
  bw_test_library_end (library);

  note->start_ms = note->end_ms = (FIRST_DAY + 11) * BW_TIME_DAY + 12 * BW_TIME_HOUR;
  note->text = g_strdup ("A cold & a <b>race</b>");
  bw_library_add_annotation (library->library, note, &error);
  g_assert_no_error (error);
  return library;
}

static GBytes *
render (BwTestLibrary          *library,
        int                     year,
        int                     month,
        const BwReportOptions  *options,
        GError                **error)
{
  return bw_month_report_render (library->library, BW_MEASURE_RMSSD, year, month, options, NULL, NULL,
                                 error);
}

static void
test_text (void)
{
  g_autoptr (BwTestLibrary) library = make_library ();
  const BwReportOptions options = { .paper = BW_PAPER_A4 };
  const BwReportOptions named = { .paper = BW_PAPER_A4, .person_name = "Sam Example" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = render (library, 2024, 1, &options, &error);
  g_autoptr (GBytes) bytes_named = render (library, 2024, 1, &named, &error);
  g_auto (GStrv) pages = NULL, pages_named = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  bw_test_pdf_keep (bytes, "month");
  pages = bw_test_pdf_read (bytes);
  pages_named = bw_test_pdf_read (bytes_named);
  if (pages == NULL)
    return;
  g_assert_nonnull (strstr (pages[0], "January 2024"));
  g_assert_null (strstr (pages[0], "Sam Example"));
  g_assert_nonnull (strstr (pages_named[0], "Sam Example"));

  text = bw_test_pdf_join (pages);
  g_assert_nonnull (strstr (text, "31 of the 31 days"));
  g_assert_nonnull (strstr (text, "93 readings count"));
  /* exp ((16 ln 30 + 15 ln 60) / 31) = 41.95 */
  g_assert_nonnull (strstr (text, "was 42 ms on average, from 30 ms (1 January 2024) to 60 ms"));
  g_assert_nonnull (strstr (text, "A cold & a <b>race</b>"));
  g_assert_nonnull (strstr (text, "Wed 31 Jan"));
  g_assert_null (strstr (text, "Thu 1 Feb"));
  g_assert_null (strstr (text, "99"));
}

/* A month that has only begun: what is not known is left out, and there is no 7-day mean yet. */
static void
test_begun (void)
{
  g_autoptr (BwTestLibrary) library = bw_test_library_new ("Europe/Berlin");
  const BwReportOptions options = { .paper = BW_PAPER_LETTER };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) pages = NULL;

  bw_test_library_begin (library);
  bw_test_library_add_reading (library, "Watch", (FIRST_DAY + 3) * BW_TIME_DAY, 40, TRUE);
  bw_test_library_end (library);
  bytes = render (library, 2024, 1, &options, &error);
  g_assert_no_error (error);
  bw_test_pdf_keep (bytes, "month-begun");
  pages = bw_test_pdf_read (bytes);
  if (pages == NULL)
    return;
  g_assert_nonnull (strstr (pages[0], "1 of the 31 days"));
  g_assert_null (strstr (pages[0], "on average"));
}

static void
test_nothing (void)
{
  g_autoptr (BwTestLibrary) library = make_library ();
  g_autoptr (BwTestLibrary) empty = bw_test_library_new ("Europe/Berlin");
  const BwReportOptions options = { .paper = BW_PAPER_A4 };
  g_autoptr (GError) error = NULL;

  g_assert_null (render (library, 2024, 5, &options, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (render (library, 1999, 12, &options, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_clear_error (&error);
  g_assert_null (render (empty, 2024, 1, &options, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

static void
test_cancelled (void)
{
  g_autoptr (BwTestLibrary) library = make_library ();
  const BwReportOptions options = { .paper = BW_PAPER_A4 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (bw_month_report_render (library->library, BW_MEASURE_RMSSD, 2024, 1, &options, NULL,
                                         cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/month-report/text", test_text);
  g_test_add_func ("/month-report/begun", test_begun);
  g_test_add_func ("/month-report/nothing", test_nothing);
  g_test_add_func ("/month-report/cancelled", test_cancelled);
  return g_test_run ();
}
