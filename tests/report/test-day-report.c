/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "bw-test-pdf.h"
#include "bw-test.h"
#include "forecast/bw-test-library.h"
#include "report/bw-day-report.h"

#include <string.h>

#define FIRST_DAY 19723 /* 2024-01-01 */

/* Three readings on the first day, of 40, 50 and 300 ms, the last of which does not count; none on the
 * second; a note of the first. In Berlin the day begins at 23:00 of the day before. */
static BwTestLibrary *
make_library (void)
{
  BwTestLibrary *library = bw_test_library_new ("Europe/Berlin");
  g_autoptr (BwAnnotation) note = bw_annotation_new ();
  g_autoptr (GError) error = NULL;
  const gint64 start_ms = FIRST_DAY * BW_TIME_DAY;

  bw_test_library_begin (library);
  bw_test_library_add_reading (library, "Watch", start_ms - 90 * BW_TIME_MINUTE, 77, TRUE);
  bw_test_library_add_reading (library, "Watch", start_ms - 30 * BW_TIME_MINUTE, 40, TRUE);
  bw_test_library_add_reading (library, "Watch", start_ms + 9 * BW_TIME_HOUR, 50, TRUE);
  bw_test_library_add_reading (library, "Watch", start_ms + 12 * BW_TIME_HOUR, 300, FALSE);
  bw_test_library_end (library);
  note->start_ms = start_ms + 8 * BW_TIME_HOUR;
  note->end_ms = start_ms + 10 * BW_TIME_HOUR;
  note->text = g_strdup ("Slept badly");
  g_strfreev (note->tags);
  note->tags = bw_annotation_parse_tags ("late-night chess");
  bw_library_add_annotation (library->library, note, &error);
  g_assert_no_error (error);
  return library;
}

static GBytes *
render (BwTestLibrary  *library,
        gint64          day,
        BwProgress     *progress,
        GCancellable   *cancellable,
        GError        **error)
{
  const BwReportOptions options = { .paper = BW_PAPER_A4, .date_of_birth = "1984-02-29" };

  return bw_day_report_render (library->library, BW_MEASURE_RMSSD, day, &options, progress,
                               cancellable, error);
}

static void
test_text (void)
{
  g_autoptr (BwTestLibrary) library = make_library ();
  g_autoptr (BwProgress) progress = bw_progress_new ();
  g_auto (BwProgressState) state = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = render (library, FIRST_DAY, progress, NULL, &error);
  g_auto (GStrv) pages = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  bw_progress_get_state (progress, &state);
  bw_assert_near (state.fraction, 1, 1e-9);
  bw_test_pdf_keep (bytes, "day");
  pages = bw_test_pdf_read (bytes);
  if (pages == NULL)
    return;
  text = bw_test_pdf_join (pages);
  g_assert_nonnull (strstr (text, "Heart rate variability, 1 January 2024"));
  g_assert_nonnull (strstr (text, "Born 1984-02-29"));
  g_assert_nonnull (strstr (text, "3 readings of this day, of which 2 count."));
  /* sqrt (40 · 50) = 44.7 */
  g_assert_nonnull (strstr (text, "Mean RMSSD of the day: 45 ms."));
  g_assert_nonnull (strstr (text, "00:30 Reading 2 "));
  g_assert_nonnull (strstr (text, "10:00 Reading 2 "));
  g_assert_nonnull (strstr (text, "13:00 Reading 2 "));
  g_assert_nonnull (strstr (text, "300.0"));
  g_assert_nonnull (strstr (text, "Slept badly"));
  /* Tags as people read them. */
  g_assert_nonnull (strstr (text, "late night, chess"));
  g_assert_null (strstr (text, "77.0"));
}

static void
test_nothing (void)
{
  g_autoptr (BwTestLibrary) library = make_library ();
  g_autoptr (BwTestLibrary) empty = bw_test_library_new ("UTC");
  g_autoptr (GError) error = NULL;

  g_assert_null (render (library, FIRST_DAY + 1, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
  g_assert_nonnull (strstr (error->message, "2 January 2024"));
  g_clear_error (&error);
  g_assert_null (render (empty, FIRST_DAY, NULL, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

static void
test_cancelled (void)
{
  g_autoptr (BwTestLibrary) library = make_library ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (render (library, FIRST_DAY, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-report/text", test_text);
  g_test_add_func ("/day-report/nothing", test_nothing);
  g_test_add_func ("/day-report/cancelled", test_cancelled);
  return g_test_run ();
}
