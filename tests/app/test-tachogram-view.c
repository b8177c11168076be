/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tachogram-fixture.h"

#include "app/bw-tachogram-view-private.h"
#include "app/bw-tachogram-words.h"
#include "base/bw-error.h"
#include "bw-test.h"

#include <math.h>
#include <string.h>

typedef struct
{
  BwTachogramView *view;
  BwTachogramOverview *overview;
  GtkWidget *widget, *window;
  BwRhythm *rhythm;
  GError *error;
  guint n_ranges, n_selections, n_cursors, n_edits;
} Fixture;

static void
on_counted (BwTachogramView *view,
            guint           *count)
{
  ++*count;
}

static void
on_edit_counted (BwTachogramView *view,
                 gpointer         edit,
                 guint           *count)
{
  ++*count;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  fixture->view = bw_tachogram_view_new ();
  fixture->widget = GTK_WIDGET (fixture->view);
  fixture->overview = bw_tachogram_overview_new ();
  bw_tachogram_overview_set_view (fixture->overview, fixture->view);
  gtk_widget_set_vexpand (fixture->widget, TRUE);
  gtk_box_append (GTK_BOX (box), fixture->widget);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->overview));
  g_signal_connect (fixture->view, "range-changed", G_CALLBACK (on_counted), &fixture->n_ranges);
  g_signal_connect (fixture->view, "selection-changed", G_CALLBACK (on_counted),
                    &fixture->n_selections);
  g_signal_connect (fixture->view, "cursor-changed", G_CALLBACK (on_counted), &fixture->n_cursors);
  g_signal_connect (fixture->view, "edit", G_CALLBACK (on_edit_counted), &fixture->n_edits);
  tachogram_follow (fixture->view, &fixture->error);
  fixture->window = ecg_window (box, 1000, 400);
  fixture->rhythm = tachogram_rhythm_known ();
  bw_tachogram_view_set_rhythm (fixture->view, fixture->rhythm);
  gtk_widget_grab_focus (fixture->widget);
  ecg_spin (50);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_clear_error (&fixture->error);
  ecg_close (fixture->window, fixture->widget);
  bw_rhythm_unref (fixture->rhythm);
}

static gboolean
press (Fixture         *fixture,
       guint            key,
       GdkModifierType  modifiers)
{
  return ecg_press (fixture->widget, key, modifiers);
}

static void
assert_range (Fixture *fixture,
              double   from_ms,
              double   to_ms)
{
  double from, to;

  bw_tachogram_view_get_range (fixture->view, &from, &to);
  bw_assert_near (from, from_ms, 1e-6);
  bw_assert_near (to, to_ms, 1e-6);
}

static void
assert_selected (Fixture *fixture,
                 double   from_ms,
                 double   to_ms)
{
  double from, to;

  g_assert_cmpint (bw_tachogram_view_get_selection (fixture->view, &from, &to), ==, from_ms < to_ms);
  bw_assert_near (from, from_ms, 1e-6);
  bw_assert_near (to, to_ms, 1e-6);
}

static const BwEditedBeat *
get_beat (Fixture *fixture,
          guint    beat)
{
  const BwRhythm *rhythm = bw_tachogram_view_get_rhythm (fixture->view);

  g_assert_cmpuint (beat, <, rhythm->n_beats);
  return &rhythm->beats[beat];
}

/* Without a rhythm nothing is shown, and nothing can be done. */
static void
test_empty (Fixture       *fixture,
            gconstpointer  unused)
{
  static const guint keys[] = { GDK_KEY_Left, GDK_KEY_Home, GDK_KEY_Page_Down, GDK_KEY_Escape,
                                GDK_KEY_e };
  g_autoptr (GError) error = NULL;

  bw_tachogram_view_set_rhythm (fixture->view, NULL);
  g_assert_null (bw_tachogram_view_get_rhythm (fixture->view));
  g_assert_null (bw_tachogram_view_describe (fixture->view));
  g_assert_cmpfloat (bw_tachogram_view_get_length_ms (fixture->view), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_false (press (fixture, keys[i], 0));
  g_assert_false (gtk_widget_activate_action (fixture->widget, "tachogram.delete", NULL)
                  && fixture->n_edits > 0);
  bw_tachogram_view_show (fixture->view, 0, 1000);
  bw_tachogram_view_select (fixture->view, 0, 1000);
  assert_selected (fixture, 0, 0);
  g_assert_null (bw_chart_render (BW_CHART (fixture->view), BW_PLOT_FORMAT_PNG, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FAILED);
  ecg_spin (200);
}

/* From beat to beat, and what is read there. */
static void
test_beats (Fixture       *fixture,
            gconstpointer  unused)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (fixture->view);
  g_autofree char *expected = NULL;

  gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_SLIDER);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, -1);
  g_assert_null (bw_tachogram_view_get_read_out (fixture->view));
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, 0);
  g_assert_cmpstr (bw_tachogram_view_get_read_out (fixture->view), ==,
                   "0:00.0 (07:00:00)\nNo interval ends here\nNormal beat");
  press (fixture, GDK_KEY_Left, 0);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, 0);
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpstr (bw_tachogram_view_get_read_out (fixture->view), ==,
                   "0:00.8 (07:00:00)\n810 ms · 74 bpm\nNormal beat");
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       bw_tachogram_view_get_read_out (fixture->view));
  press (fixture, GDK_KEY_End, 0);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==,
                   (int) fixture->rhythm->n_beats - 1);
  press (fixture, GDK_KEY_Home, 0);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, 0);
  g_assert_cmpuint (fixture->n_cursors, >=, 4);

  /* Artefacts, on and back. */
  press (fixture, GDK_KEY_n, 0);
  g_assert_cmpint (get_beat (fixture, (guint) bw_tachogram_view_get_cursor (fixture->view))->verdict,
                   !=, BW_BEAT_NORMAL);
  g_assert_cmpint (abs (bw_tachogram_view_get_cursor (fixture->view) - TACHOGRAM_ECTOPIC), <=, 1);
  while (get_beat (fixture, (guint) bw_tachogram_view_get_cursor (fixture->view))->verdict
         != BW_BEAT_MISSED)
    press (fixture, GDK_KEY_n, 0);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, TACHOGRAM_MISSED);
  g_assert_nonnull (strstr (bw_tachogram_view_get_read_out (fixture->view),
                            "1600 ms · 38 bpm\nBeat missing before this one"));
  press (fixture, GDK_KEY_n, GDK_SHIFT_MASK);
  g_assert_cmpint (abs (bw_tachogram_view_get_cursor (fixture->view) - TACHOGRAM_ECTOPIC), <=, 1);

  ecg_spin (200);
  expected = bw_tachogram_view_describe (fixture->view);
  gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);
  g_assert_nonnull (strstr (expected, "71 beats, "));
  g_assert_nonnull (strstr (expected, "In sight: 0:00 to "));
  press (fixture, GDK_KEY_Escape, 0);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, -1);
  g_assert_false (press (fixture, GDK_KEY_Escape, 0));
}

/* Closer, farther, along: never beyond what there is, and about what is looked at. */
static void
test_range (Fixture       *fixture,
            gconstpointer  unused)
{
  double length_ms = bw_tachogram_view_get_length_ms (fixture->view), from_ms, to_ms, at_ms;

  bw_assert_near (length_ms, tachogram_ms (fixture->rhythm, fixture->rhythm->n_beats - 1), 1e-9);
  assert_range (fixture, 0, length_ms);
  press (fixture, GDK_KEY_plus, 0);
  bw_tachogram_view_get_range (fixture->view, &from_ms, &to_ms);
  bw_assert_near (to_ms - from_ms, length_ms / 1.5, 1e-6);
  bw_assert_near (from_ms + to_ms, length_ms, 1e-6);
  press (fixture, GDK_KEY_Page_Down, 0);
  assert_range (fixture, length_ms - (to_ms - from_ms), length_ms);
  press (fixture, GDK_KEY_Page_Up, 0);
  press (fixture, GDK_KEY_Page_Up, 0);
  assert_range (fixture, 0, to_ms - from_ms);
  press (fixture, GDK_KEY_0, 0);
  assert_range (fixture, 0, length_ms);
  for (guint i = 0; i < 40; i++)
    press (fixture, GDK_KEY_plus, 0);
  bw_tachogram_view_get_range (fixture->view, &from_ms, &to_ms);
  bw_assert_near (to_ms - from_ms, 2000, 1e-6);

  /* The chosen beat stays where it is, and is followed. */
  bw_tachogram_view_show (fixture->view, 0, 10000);
  bw_tachogram_view_set_cursor (fixture->view, 3);
  at_ms = tachogram_ms (fixture->rhythm, 3) / 10000;
  press (fixture, GDK_KEY_plus, 0);
  bw_tachogram_view_get_range (fixture->view, &from_ms, &to_ms);
  bw_assert_near ((tachogram_ms (fixture->rhythm, 3) - from_ms) / (to_ms - from_ms), at_ms, 1e-9);
  bw_tachogram_view_set_cursor (fixture->view, 50);
  bw_tachogram_view_get_range (fixture->view, &from_ms, &to_ms);
  g_assert_cmpfloat (from_ms, <=, tachogram_ms (fixture->rhythm, 50));
  g_assert_cmpfloat (to_ms, >=, tachogram_ms (fixture->rhythm, 50));

  /* Hostile ranges. */
  bw_tachogram_view_show (fixture->view, -1e300, 1e300);
  assert_range (fixture, 0, length_ms);
  bw_tachogram_view_show (fixture->view, NAN, 5);
  bw_tachogram_view_show (fixture->view, 5, INFINITY);
  assert_range (fixture, 0, length_ms);
  bw_tachogram_view_show (fixture->view, 5000, 4000);
  bw_tachogram_view_get_range (fixture->view, &from_ms, &to_ms);
  bw_assert_near (to_ms - from_ms, 2000, 1e-6);
  g_assert_cmpuint (fixture->n_ranges, >, 10);
}

static void
test_selection (Fixture       *fixture,
                gconstpointer  unused)
{
  double length_ms = bw_tachogram_view_get_length_ms (fixture->view);
  const BwRhythm *rhythm = fixture->rhythm;

  bw_tachogram_view_set_cursor (fixture->view, 10);
  press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_selected (fixture, tachogram_ms (rhythm, 10), tachogram_ms (rhythm, 12));
  /* Back over where it began. */
  for (guint i = 0; i < 4; i++)
    press (fixture, GDK_KEY_Left, GDK_SHIFT_MASK);
  assert_selected (fixture, tachogram_ms (rhythm, 8), tachogram_ms (rhythm, 10));
  press (fixture, GDK_KEY_z, 0);
  bw_assert_near (tachogram_ms (rhythm, 10) - tachogram_ms (rhythm, 8), 1600, 1e-6);
  assert_range (fixture, tachogram_ms (rhythm, 8), tachogram_ms (rhythm, 8) + 2000);
  press (fixture, GDK_KEY_Escape, 0);
  assert_selected (fixture, 0, 0);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, 8);
  press (fixture, GDK_KEY_End, GDK_SHIFT_MASK);
  assert_selected (fixture, tachogram_ms (rhythm, 8), length_ms);
  press (fixture, GDK_KEY_a, GDK_CONTROL_MASK);
  assert_selected (fixture, 0, length_ms);
  gtk_widget_activate_action (fixture->widget, "tachogram.clear-selection", NULL);
  assert_selected (fixture, 0, 0);
  bw_tachogram_view_show (fixture->view, 4000, 9000);
  gtk_widget_activate_action (fixture->widget, "tachogram.select-visible", NULL);
  assert_selected (fixture, 4000, 9000);
  bw_tachogram_view_select (fixture->view, -5, 1e12);
  assert_selected (fixture, 0, length_ms);
  bw_tachogram_view_select (fixture->view, 7, 7);
  assert_selected (fixture, 0, 0);
  g_assert_cmpuint (fixture->n_selections, >=, 8);
}

/* Each edit by its key, as the page makes it; what is looked at stays. */
static void
test_edits (Fixture       *fixture,
            gconstpointer  unused)
{
  guint n = fixture->rhythm->n_beats;
  double at_ms;

  bw_tachogram_view_show (fixture->view, 4000, 44000);

  /* 1 to 5: what the chosen beat is. */
  bw_tachogram_view_set_cursor (fixture->view, 12);
  for (guint verdict = BW_BEAT_N_VERDICTS; verdict-- > 0;)
    {
      press (fixture, GDK_KEY_1 + verdict, 0);
      g_assert_no_error (fixture->error);
      g_assert_cmpuint (get_beat (fixture, 12)->verdict, ==, verdict);
      g_assert_cmpuint (get_beat (fixture, 12)->by_hand, ==, 1 + BW_EDIT_MARK);
    }
  g_assert_nonnull (strstr (bw_tachogram_view_get_read_out (fixture->view),
                            "Normal beat · Marked by hand"));
  press (fixture, GDK_KEY_r, 0);
  g_assert_cmpuint (get_beat (fixture, 12)->by_hand, ==, 0);
  assert_range (fixture, 4000, 44000);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, 12);

  /* Deleted: still there to be taken back, and no more to be moved. */
  press (fixture, GDK_KEY_Delete, 0);
  g_assert_no_error (fixture->error);
  g_assert_true (get_beat (fixture, 12)->removed);
  g_assert_false (get_beat (fixture, 13)->follows);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, 12);
  g_assert_false (press (fixture, GDK_KEY_Right, GDK_ALT_MASK));
  press (fixture, GDK_KEY_r, 0);
  g_assert_false (get_beat (fixture, 12)->removed);

  press (fixture, GDK_KEY_m, 0);
  g_assert_true (get_beat (fixture, 12)->removed);
  bw_assert_near (get_beat (fixture, 13)->rr_ms, 1600, 1e-6);
  press (fixture, GDK_KEY_r, 0);

  /* The interval of 1600 ms has one beat too few, which is chosen then. */
  bw_tachogram_view_set_cursor (fixture->view, TACHOGRAM_MISSED);
  at_ms = tachogram_ms (fixture->rhythm, TACHOGRAM_MISSED) - 800;
  press (fixture, GDK_KEY_s, 0);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (bw_tachogram_view_get_rhythm (fixture->view)->n_beats, ==, n + 1);
  bw_assert_near (get_beat (fixture, TACHOGRAM_MISSED)->time_ms, at_ms, 1e-6);
  g_assert_cmpint (get_beat (fixture, TACHOGRAM_MISSED)->origin, ==, -1);

  /* Taken out again, and put in by the other key. */
  bw_tachogram_view_set_cursor (fixture->view, TACHOGRAM_MISSED);
  press (fixture, GDK_KEY_Delete, 0);
  g_assert_cmpuint (bw_tachogram_view_get_rhythm (fixture->view)->n_beats, ==, n);
  bw_tachogram_view_set_cursor (fixture->view, TACHOGRAM_MISSED);
  press (fixture, GDK_KEY_i, 0);
  bw_assert_near (get_beat (fixture, TACHOGRAM_MISSED)->time_ms, at_ms, 1);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, TACHOGRAM_MISSED);

  /* What cannot be done changes nothing, and is told. */
  bw_tachogram_view_set_cursor (fixture->view, 5);
  press (fixture, GDK_KEY_s, 0);
  press (fixture, GDK_KEY_Right, 0);
  {
    BwTachogramEdit edit = { .kind = BW_TACHOGRAM_INSERT, .time_ms = 1e9 };

    bw_tachogram_view_ask (fixture->view, &edit);
    g_assert_error (fixture->error, BW_ERROR, BW_ERROR_INVALID);
  }
}

/* Keys that move a beat add up, and are one edit when they rest. */
static void
test_nudge (Fixture       *fixture,
            gconstpointer  unused)
{
  double at_ms = tachogram_ms (fixture->rhythm, 30);

  bw_tachogram_view_set_cursor (fixture->view, 30);
  for (guint i = 0; i < 3; i++)
    g_assert_true (press (fixture, GDK_KEY_Right, GDK_ALT_MASK));
  press (fixture, GDK_KEY_Right, GDK_ALT_MASK | GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Left, GDK_ALT_MASK);
  g_assert_cmpuint (fixture->n_edits, ==, 0);
  bw_assert_near (get_beat (fixture, 30)->time_ms, at_ms, 0);
  ecg_await (fixture->n_edits == 1);
  g_assert_no_error (fixture->error);
  bw_assert_near (get_beat (fixture, 30)->time_ms, at_ms + 12, 1e-6);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, 30);

  /* Escape leaves it; another beat does not. */
  press (fixture, GDK_KEY_Left, GDK_ALT_MASK);
  press (fixture, GDK_KEY_Escape, 0);
  ecg_spin (700);
  g_assert_cmpuint (fixture->n_edits, ==, 1);
  press (fixture, GDK_KEY_Left, GDK_ALT_MASK);
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpuint (fixture->n_edits, ==, 2);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, 31);
}

/* A stretch is marked and restored as a whole, and by no key that means a beat. */
static void
test_stretch (Fixture       *fixture,
              gconstpointer  unused)
{
  const BwRhythm *rhythm;

  bw_tachogram_view_select (fixture->view, tachogram_ms (fixture->rhythm, 20),
                            tachogram_ms (fixture->rhythm, 25));
  press (fixture, GDK_KEY_5, 0);
  g_assert_cmpuint (fixture->n_edits, ==, 0);
  gtk_widget_activate_action (fixture->widget, "tachogram.mark-stretch", "s", "long-short");
  g_assert_no_error (fixture->error);
  rhythm = bw_tachogram_view_get_rhythm (fixture->view);
  for (guint i = 0; i < rhythm->n_beats; i++)
    g_assert_cmpint (rhythm->beats[i].by_hand != 0, ==, i >= 20 && i <= 25);
  gtk_widget_activate_action (fixture->widget, "tachogram.restore-stretch", NULL);
  g_assert_false (bw_rhythm_is_edited (bw_tachogram_view_get_rhythm (fixture->view)));
  gtk_widget_activate_action (fixture->widget, "tachogram.mark", "s", "nonsense");
  g_assert_cmpuint (fixture->n_edits, ==, 2);
}

/* Another rhythm begins anew; the same with other settings does not. */
static void
test_rhythms (Fixture       *fixture,
              gconstpointer  unused)
{
  BwRhythmSettings settings = BW_RHYTHM_SETTINGS_DEFAULT;
  g_autoptr (BwRhythm) changed = NULL, other = tachogram_rhythm_long (3000);

  bw_tachogram_view_show (fixture->view, 10000, 20000);
  bw_tachogram_view_select (fixture->view, 11000, 12000);
  bw_tachogram_view_set_cursor (fixture->view, 15);
  settings.correction = BW_CORRECTION_NONE;
  changed = bw_rhythm_change (fixture->rhythm, NULL, &settings);
  bw_tachogram_view_set_rhythm (fixture->view, changed);
  assert_range (fixture, 10000, 20000);
  assert_selected (fixture, 11000, 12000);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, 15);
  bw_tachogram_view_set_rhythm (fixture->view, other);
  assert_range (fixture, 0, tachogram_ms (other, other->n_beats - 1));
  assert_selected (fixture, 0, 0);
  g_assert_cmpint (bw_tachogram_view_get_cursor (fixture->view), ==, -1);
  /* Of a long one an artefact is looked at closely. */
  press (fixture, GDK_KEY_n, 0);
  {
    double from_ms, to_ms;

    bw_tachogram_view_get_range (fixture->view, &from_ms, &to_ms);
    bw_assert_near (to_ms - from_ms, 60000, 1e-6);
  }
}

static void
test_picture (Fixture       *fixture,
              gconstpointer  unused)
{
  for (guint format = 0; format < 3; format++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes
          = bw_chart_render (BW_CHART (fixture->view), (BwPlotFormat) format, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), >, 2000);
    }
}

/* A line a beat in sight; of very many, the first and how many more there are. */
static void
test_table (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (BwRhythm) other = tachogram_rhythm_long (7000);
  g_autofree char *few = bw_tachogram_words_table (fixture->rhythm, 0, 2400);
  g_autofree char *many = bw_tachogram_words_table (other, 0, 1e12);
  g_auto (GStrv) lines = g_strsplit (many, "\n", -1);

  g_assert_cmpstr (few, ==, "Beat\tTime\tInterval (ms)\tRate (bpm)\tKind\n"
                            "0\t0:00.0 (07:00:00)\t–\t–\tNormal beat\n"
                            "1\t0:00.8 (07:00:00)\t810.0\t74.1\tNormal beat\n"
                            "2\t0:01.6 (07:00:01)\t790.0\t75.9\tNormal beat\n");
  g_assert_cmpuint (g_strv_length (lines), ==, 5003); /* titles, the last, and what is after it */
  g_assert_true (g_str_has_prefix (lines[5001], "\tand 2001 more: zoom in to see them"));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func) g_test_add ("/app/tachogram-view/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("empty", test_empty);
  ADD ("beats", test_beats);
  ADD ("range", test_range);
  ADD ("selection", test_selection);
  ADD ("edits", test_edits);
  ADD ("nudge", test_nudge);
  ADD ("stretch", test_stretch);
  ADD ("rhythms", test_rhythms);
  ADD ("picture", test_picture);
  ADD ("table", test_table);
  return g_test_run ();
}
