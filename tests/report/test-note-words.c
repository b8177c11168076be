/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "bw-test.h"
#include "report/bw-note-words.h"

/* 2025-03-29 12:00 UTC, the day before the clocks change in Berlin. */
#define NOON ((bw_time_days_from_civil (2025, 3, 29)) * BW_TIME_DAY + 12 * BW_TIME_HOUR)

static BwAnnotation *
make_note (const char *text,
           const char *tags,
           gint64      length_ms)
{
  BwAnnotation *note = bw_annotation_new ();

  g_free (note->text);
  note->text = g_strdup (text);
  g_strfreev (note->tags);
  note->tags = bw_annotation_parse_tags (tags);
  note->start_ms = NOON;
  note->end_ms = NOON + length_ms;
  return note;
}

static void
test_tags (void)
{
  g_autoptr (BwAnnotation) some = make_note ("", "ill late-night chess", 0);
  g_autoptr (BwAnnotation) none = make_note ("x", "", 0);
  g_autofree char *all = bw_note_format_tags (some);
  const char *const *offered = bw_note_tags ();

  g_assert_cmpstr (all, ==, "ill, late night, chess");
  g_assert_null (bw_note_format_tags (none));
  /* What is offered is kept as it is offered. */
  for (guint i = 0; offered[i] != NULL; i++)
    {
      g_auto (GStrv) kept = bw_annotation_parse_tags (offered[i]);

      g_assert_cmpuint (g_strv_length (kept), ==, 1);
      g_assert_cmpstr (kept[0], ==, offered[i]);
    }
}

static void
test_title (void)
{
  g_autoptr (BwAnnotation) text = make_note ("Long flight", "travel", 0);
  g_autoptr (BwAnnotation) tags = make_note ("", "travel ill", 0);
  g_autoptr (BwAnnotation) none = make_note ("", "", 0);
  g_autofree char *a = bw_note_format_title (text), *b = bw_note_format_title (tags);
  g_autofree char *c = bw_note_format_title (none);

  g_assert_cmpstr (a, ==, "Long flight");
  g_assert_cmpstr (b, ==, "travel, ill");
  g_assert_cmpstr (c, ==, "Note");
}

static void
test_time (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (BwAnnotation) moment = make_note ("x", "", 0);
  g_autoptr (BwAnnotation) hours = make_note ("x", "", 3 * BW_TIME_HOUR);
  g_autoptr (BwAnnotation) days = make_note ("x", "", 24 * BW_TIME_HOUR);
  g_autofree char *a = bw_note_format_time (moment, zone), *b = bw_note_format_time (hours, zone);
  g_autofree char *c = bw_note_format_time (days, zone);

  g_assert_cmpstr (a, ==, "29 Mar 2025, 13:00");
  g_assert_cmpstr (b, ==, "29 Mar 2025, 13:00 – 16:00");
  g_assert_cmpstr (c, ==, "29 Mar 2025, 13:00 – 30 Mar 2025, 14:00");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/note-words/tags", test_tags);
  g_test_add_func ("/note-words/title", test_title);
  g_test_add_func ("/note-words/time", test_time);
  return g_test_run ();
}
