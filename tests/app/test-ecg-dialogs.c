/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-dialogs-fixture.h"
#include "ecg-fixture.h"
#include "today-fixture.h"

#include "app/bw-glucose-dialog.h"
#include "app/bw-live-spin.h"
#include "app/bw-meal-days.h"
#include "app/bw-meal-dialog.h"
#include "app/bw-proposal-list.h"
#include "base/bw-time.h"
#include "bw-test.h"

/* --- Days and spin buttons ------------------------------------------------------------------- */

static gint64
minute (const BwMealDay *day)
{
  return (day->drink_ms - ECG_DAY) / BW_TIME_MINUTE;
}

static void
test_days (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GArray) recordings = ecg_protocol (5);
  g_autoptr (GArray) days = bw_meal_days_new (recordings, utc);
  const BwMealDay *day = &g_array_index (days, BwMealDay, 0);

  g_assert_cmpuint (days->len, ==, 2);
  g_assert_cmpint (day[0].day, ==, ECG_DAY / BW_TIME_DAY);
  g_assert_cmpuint (day[0].n_recordings, ==, 14);
  g_assert_cmpint (minute (&day[0]), ==, 8 * 60 + 10);   /* 08:05:30, rounded up */
  g_assert_cmpint (day[1].day, ==, ECG_DAY / BW_TIME_DAY - 1);
  g_assert_cmpuint (day[1].n_recordings, ==, 2);
  g_assert_cmpint (minute (&day[1]), ==, 9 * 60 + 5 - 24 * 60);
}

static void
test_days_edges (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) east = g_time_zone_new_offset (2 * 3600);
  g_autoptr (GArray) none = ecg_recordings_new ();
  g_autoptr (GArray) recordings = ecg_recordings_new ();
  g_autoptr (GArray) no_days = bw_meal_days_new (none, utc);
  g_autoptr (GArray) days = NULL, days_east = NULL;

  g_assert_cmpuint (no_days->len, ==, 0);
  /* The only one of its day: what follows it. Late, the next full five minutes are tomorrow. */
  ecg_add (recordings, ECG_DAY + 23 * BW_TIME_HOUR + 58 * BW_TIME_MINUTE, TRUE, BW_LABEL_NONE);
  /* A pause too short to hold them. */
  ecg_add (recordings, ECG_DAY + 32 * BW_TIME_HOUR, TRUE, BW_LABEL_NONE);
  ecg_add (recordings, ECG_DAY + 32 * BW_TIME_HOUR + 2 * BW_TIME_MINUTE, TRUE, BW_LABEL_NONE);
  days = bw_meal_days_new (recordings, utc);
  g_assert_cmpuint (days->len, ==, 2);
  g_assert_cmpint (minute (&g_array_index (days, BwMealDay, 0)), ==, 32 * 60);
  g_assert_cmpint (minute (&g_array_index (days, BwMealDay, 1)), ==, 23 * 60 + 58);
  /* Two hours east they are all of one day. */
  days_east = bw_meal_days_new (recordings, east);
  g_assert_cmpuint (days_east->len, ==, 1);
  g_assert_cmpint (minute (&g_array_index (days_east, BwMealDay, 0)), ==, 24 * 60);
}

static void
on_changed (guint *n)
{
  (*n)++;
}

static void
assert_typed (GtkWidget  *spin,
              const char *text,
              double      value)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  g_assert_cmpfloat (bw_live_spin_get_value (GTK_SPIN_BUTTON (spin)), ==, value);
}

static void
test_spin (void)
{
  GtkWidget *spin = g_object_ref_sink (gtk_spin_button_new_with_range (1, 33.3, 0.1));
  guint n = 0;

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);   /* lets anything be typed */
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 5.6);
  bw_live_spin_connect (GTK_SPIN_BUTTON (spin), G_CALLBACK (on_changed), &n);
  assert_typed (spin, "7", 7);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), ==, 5.6);
  assert_typed (spin, "7.84", 7.8);
  assert_typed (spin, "", 5.6);
  assert_typed (spin, "340", 5.6);
  assert_typed (spin, "7x", 5.6);
  assert_typed (spin, "nan", 5.6);
  g_object_unref (spin);
}

static void
test_clock (void)
{
  GtkWidget *spin = g_object_ref_sink (gtk_spin_button_new_with_range (0, 1439, 5));

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
  g_signal_connect (spin, "input", G_CALLBACK (bw_live_spin_read_clock), NULL);
  g_signal_connect (spin, "output", G_CALLBACK (bw_live_spin_show_clock), NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 490);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "08:10");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "08:10");
  assert_typed (spin, "9:05", 545);
  assert_typed (spin, "9.05", 545);
  assert_typed (spin, "0905", 545);
  assert_typed (spin, "905", 545);
  assert_typed (spin, "9", 540);
  assert_typed (spin, "23:59", 1439);
  assert_typed (spin, "24:00", 490);
  assert_typed (spin, "9:60", 490);
  assert_typed (spin, "1:2:3", 490);
  assert_typed (spin, "-9", 490);
  assert_typed (spin, "", 490);
  gtk_editable_set_text (GTK_EDITABLE (spin), "9:5");
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "09:05");
  g_object_unref (spin);
}

/* --- What both dialogs have ------------------------------------------------------------------ */

static BwProposalList *
get_list (gpointer dialog)
{
  return ecg_child (dialog, "proposals");
}

static const char *
get_button (gpointer dialog)
{
  return gtk_label_get_text (ecg_child (get_list (dialog), "apply_label"));
}

static GListModel *
get_rows (gpointer dialog)
{
  return G_LIST_MODEL (gtk_list_view_get_model (ecg_child (get_list (dialog), "view")));
}

static void
type (gpointer    dialog,
      const char *id,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ecg_child (dialog, id)), text);
}

/* Enter where the spin button has the focus. The button it presses stays down for a moment. */
static void
enter (gpointer    dialog,
       const char *id)
{
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (ecg_child (dialog, id))),
                         "activate");
  today_spin (300);
}

static void
reset_settings (void)
{
  static const char *const keys[]
      = { "meal-from-minutes", "meal-until-minutes", "glucose-within-minutes",
          "glucose-fasting-below", "glucose-from", "glucose-unit" };
  g_autoptr (GSettings) settings = g_settings_new (BW_APPLICATION_ID);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

/* --- By a meal ------------------------------------------------------------------------------- */

static BwMealDialog *
make_meal (GArray    *recordings,
           gint64     near_ms,
           EcgChosen *chosen)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  BwMealDialog *dialog = bw_meal_dialog_new (NULL, recordings, zone, near_ms);

  bw_meal_dialog_set_callback (dialog, ecg_on_chosen, chosen, ecg_on_freed);
  ecg_present (dialog);
  return dialog;
}

static void
test_meal (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (213);
  EcgChosen chosen = { 0 };
  BwMealDialog *dialog = make_meal (recordings, ECG_DAY, &chosen);
  gpointer watched = dialog;
  const BwLabelState *states;

  g_object_add_weak_pointer (G_OBJECT (dialog), &watched);
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "time")), ==, "08:10");
  g_assert_cmpstr (get_button (dialog), ==, "Label 10 Recordings");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (dialog)), ==, 14);
  g_assert_true (today_shows (GTK_WIDGET (dialog), "○\u00a05\u00a0fasting · ▲\u00a05\u00a0after"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "213 recordings have no time of day and cannot "
                                                   "be labelled by a meal."));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "30 min before the drink"));

  /* What is typed counts at once: the last fasting recording is now after the drink. */
  type (dialog, "time", "8:04");
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 9);
  type (dialog, "until", "90");
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 7);
  type (dialog, "until", "120");
  type (dialog, "time", "8:10");
  gtk_switch_set_active (ecg_child (dialog, "replace"), TRUE);
  g_assert_cmpstr (get_button (dialog), ==, "Label 11 Recordings");
  g_assert_true (today_shows (GTK_WIDGET (dialog), "was ▲ After glucose"));

  enter (dialog, "time");
  g_assert_cmpuint (chosen.n_calls, ==, 1);
  g_assert_cmpuint (chosen.states->len, ==, 11);
  states = &g_array_index (chosen.states, BwLabelState, 0);
  for (guint i = 0; i < chosen.states->len; i++)
    {
      g_assert_cmpint (states[i].recording_id, ==, 216 + i);
      g_assert_cmpint (states[i].label, ==, i < 6 ? BW_LABEL_FASTING : BW_LABEL_GLUCOSE);
      g_assert_cmpstr (states[i].who, ==, "protocol");
      g_assert_cmpint (ABS (states[i].time_ms - g_get_real_time () / 1000), <, 60000);
    }
  g_assert_null (watched);
  g_assert_true (chosen.freed);
  ecg_chosen_clear (&chosen);
}

static void
test_meal_days (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (0);
  EcgChosen chosen = { 0 };
  BwMealDialog *dialog = make_meal (recordings, ECG_DAY - 5 * BW_TIME_DAY, &chosen);
  GtkDropDown *day = ecg_child (dialog, "day");

  /* The nearest day that has any. */
  g_assert_cmpuint (gtk_drop_down_get_selected (day), ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "time")), ==, "09:05");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (dialog)), ==, 2);
  /* One is labelled so already, the other is far too late. */
  g_assert_cmpstr (get_button (dialog), ==, "Label Recordings");
  g_assert_false (gtk_widget_get_sensitive (ecg_child (get_list (dialog), "apply")));
  enter (dialog, "time");
  g_assert_cmpuint (chosen.n_calls, ==, 0);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (dialog)));

  gtk_drop_down_set_selected (day, 0);
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "time")), ==, "08:10");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (dialog)), ==, 14);
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 10);
  ecg_assert_finalised (dialog);
  g_assert_true (chosen.freed);
}

static void
test_meal_problem (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (0);
  EcgChosen chosen = { 0 };
  BwMealDialog *dialog = make_meal (recordings, ECG_DAY, &chosen);

  type (dialog, "from", "130");
  g_assert_true (gtk_widget_has_css_class (ecg_child (dialog, "from"), "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (ecg_child (dialog, "until")),
                                    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (ecg_child (get_list (dialog), "apply")));
  type (dialog, "from", "30");
  g_assert_false (gtk_widget_has_css_class (ecg_child (dialog, "from"), "error"));
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 10);
  ecg_assert_finalised (dialog);
}

static void
test_meal_remembers (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (0);
  EcgChosen chosen = { 0 };
  BwMealDialog *dialog = make_meal (recordings, ECG_DAY, &chosen);

  type (dialog, "from", "50");
  type (dialog, "until", "75");
  g_assert_true (ecg_press (GTK_WIDGET (dialog), GDK_KEY_Escape, 0));
  today_spin (30);
  g_assert_true (chosen.freed);
  g_assert_cmpuint (chosen.n_calls, ==, 0);
  chosen.freed = FALSE;
  dialog = make_meal (recordings, ECG_DAY, &chosen);
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "from")), ==, "50");
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "until")), ==, "75");
  ecg_assert_finalised (dialog);
  reset_settings ();
}

static void
test_meal_empty (void)
{
  g_autoptr (GArray) none = ecg_recordings_new ();
  g_autoptr (GArray) recordings = ecg_protocol (3);
  EcgChosen chosen = { 0 };
  BwMealDialog *dialog = make_meal (none, 0, &chosen);

  g_assert_true (today_shows (GTK_WIDGET (dialog), "No Recordings"));
  ecg_assert_finalised (dialog);
  chosen.freed = FALSE;
  g_array_set_size (recordings, 3);
  dialog = make_meal (recordings, ECG_DAY, &chosen);
  g_assert_true (today_shows (GTK_WIDGET (dialog), "No Time of Day Known"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "3 recordings have no time of day"));
  g_assert_true (ecg_press (GTK_WIDGET (dialog), GDK_KEY_Escape, 0));
  today_spin (30);
  g_assert_true (chosen.freed);
}

/* The row that is looked at stays the same one, and says what it now would be. */
static void
test_list (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (0);
  EcgChosen chosen = { 0 };
  BwMealDialog *dialog = make_meal (recordings, ECG_DAY, &chosen);
  g_autoptr (GObject) before = g_list_model_get_item (get_rows (dialog), 5);
  g_autoptr (GObject) after = NULL;
  GtkWidget *cell;

  type (dialog, "time", "8:04");
  after = g_list_model_get_item (get_rows (dialog), 5);
  g_assert_true (before == after);
  g_assert_true (today_shows (GTK_WIDGET (dialog), "1 min after the drink"));
  gtk_check_button_set_active (ecg_child (get_list (dialog), "only_changes"), TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (dialog)), ==, 9);
  type (dialog, "time", "8:10");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (dialog)), ==, 10);
  today_spin (30);
  cell = gtk_widget_get_first_child (ecg_child (get_list (dialog), "view"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "07:40, 30 min before the drink: No label becomes Fasting");
  ecg_assert_finalised (dialog);
}

/* --- By blood glucose ------------------------------------------------------------------------ */

static BwGlucoseDialog *
make_glucose (GArray     *recordings,
              const char *unit,
              EcgChosen  *chosen)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GArray) samples = ecg_readings (unit);
  BwGlucoseDialog *dialog = bw_glucose_dialog_new (NULL, recordings, samples, zone);

  bw_glucose_dialog_set_callback (dialog, ecg_on_chosen, chosen, ecg_on_freed);
  ecg_present (dialog);
  return dialog;
}

static void
test_glucose (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (2);
  EcgChosen chosen = { 0 };
  BwGlucoseDialog *dialog = make_glucose (recordings, "mg/dL", &chosen);
  gpointer watched = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &watched);
  g_assert_cmpstr (get_button (dialog), ==, "Label 9 Recordings");
  /* Only what changes is shown first. */
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (dialog)), ==, 9);
  g_assert_true (today_shows (GTK_WIDGET (dialog), "88 mg/dL, 5 min away"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "5 readings, 21 Sep 2023"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "2 recordings have no time of day"));
  type (dialog, "below", "90");
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 7);
  type (dialog, "above", "120");
  type (dialog, "within", "20");
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 8);
  type (dialog, "below", "130");
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 0);
  type (dialog, "below", "90");
  enter (dialog, "below");
  g_assert_cmpuint (chosen.n_calls, ==, 1);
  g_assert_cmpuint (chosen.states->len, ==, 8);
  g_assert_cmpstr (g_array_index (chosen.states, BwLabelState, 0).who, ==, "glucose");
  g_assert_null (watched);
  g_assert_true (chosen.freed);
  ecg_chosen_clear (&chosen);

  /* It remembers. */
  chosen.freed = FALSE;
  dialog = make_glucose (recordings, "mg/dL", &chosen);
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "below")), ==, "90");
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "above")), ==, "120");
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "within")), ==, "20");
  ecg_assert_finalised (dialog);
  reset_settings ();
}

static void
test_glucose_unit (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (0);
  EcgChosen chosen = { 0 };
  BwGlucoseDialog *dialog = make_glucose (recordings, "mmol<180.1558800000541>/L", &chosen);

  /* That of the readings, and the same thresholds in it as people know them. */
  g_assert_true (gtk_toggle_button_get_active (ecg_child (dialog, "mmol_l")));
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "below")), ==, "5.6");
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "above")), ==, "7.8");
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 9);
  g_assert_true (today_shows (GTK_WIDGET (dialog), "mmol/L, 5 min away"));

  gtk_toggle_button_set_active (ecg_child (dialog, "mg_dl"), TRUE);
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "below")), ==, "100");
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "above")), ==, "140");
  g_assert_true (today_shows (GTK_WIDGET (dialog), "88 mg/dL, 5 min away"));
  g_assert_cmpuint (bw_proposal_list_get_n_changes (get_list (dialog)), ==, 9);

  /* Typed in one, rounded in the other, and back as it was typed. */
  type (dialog, "below", "95");
  gtk_toggle_button_set_active (ecg_child (dialog, "mmol_l"), TRUE);
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "below")), ==, "5.3");
  gtk_toggle_button_set_active (ecg_child (dialog, "mg_dl"), TRUE);
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "below")), ==, "95");

  /* The unit chosen holds, whatever the readings are in. */
  gtk_window_close (GTK_WINDOW (dialog));
  today_spin (30);
  chosen.freed = FALSE;
  dialog = make_glucose (recordings, "mmol<180.1558800000541>/L", &chosen);
  g_assert_true (gtk_toggle_button_get_active (ecg_child (dialog, "mg_dl")));
  g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "below")), ==, "95");
  ecg_assert_finalised (dialog);
  reset_settings ();
}

static void
test_glucose_empty (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GArray) recordings = ecg_protocol (3);
  g_autoptr (GArray) none = ecg_recordings_new ();
  g_autoptr (GArray) samples = ecg_readings ("mg/dL");
  g_autoptr (GArray) strange = ecg_readings ("mg/dL");
  const struct
  {
    GArray *recordings;
    GArray *samples;
    const char *title, *text;
  } states[] = {
    { none, samples, "No Recordings", "Import ECGs first" },
    { recordings, none, "No Blood Glucose Readings", "import its export" },
    { recordings, strange, "No Blood Glucose Readings", "no unit that could be understood" },
    { recordings, samples, "No Time of Day Known", "3 recordings have no time of day" },
  };

  for (guint i = 0; i < strange->len; i++)
    g_array_index (strange, BwSampleRow, i).unit = "IU";
  g_array_set_size (recordings, 3);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      BwGlucoseDialog *dialog
          = bw_glucose_dialog_new (NULL, states[i].recordings, states[i].samples, zone);

      ecg_present (dialog);
      g_assert_true (today_shows (GTK_WIDGET (dialog), states[i].title));
      g_assert_true (today_shows (GTK_WIDGET (dialog), states[i].text));
      ecg_assert_finalised (dialog);
    }
}

/* Thousands of recordings: how long a keystroke takes is told, for machines differ. */
static void
test_many (void)
{
  g_autoptr (GArray) recordings = ecg_recordings_new ();
  EcgChosen chosen = { 0 };
  BwGlucoseDialog *dialog;
  double seconds;

  for (guint i = 0; i < 5000; i++)
    ecg_add (recordings, ECG_DAY + i * BW_TIME_MINUTE, TRUE, BW_LABEL_NONE);
  dialog = make_glucose (recordings, "mg/dL", &chosen);
  gtk_check_button_set_active (ecg_child (get_list (dialog), "only_changes"), FALSE);
  today_spin (30);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (dialog)), ==, 5000);
  g_test_timer_start ();
  for (guint i = 0; i < 10; i++)
    type (dialog, "below", i % 2 ? "90" : "100");
  seconds = g_test_timer_elapsed () / 10;
  g_test_message ("a change with 5,000 recordings: %.1f ms", 1e3 * seconds);
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (dialog)), ==, 5000);
  ecg_assert_finalised (dialog);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/ecg-dialogs/days", test_days);
  g_test_add_func ("/ecg-dialogs/days/edges", test_days_edges);
  g_test_add_func ("/ecg-dialogs/spin", test_spin);
  g_test_add_func ("/ecg-dialogs/spin/clock", test_clock);
  g_test_add_func ("/ecg-dialogs/meal", test_meal);
  g_test_add_func ("/ecg-dialogs/meal/days", test_meal_days);
  g_test_add_func ("/ecg-dialogs/meal/problem", test_meal_problem);
  g_test_add_func ("/ecg-dialogs/meal/remembers", test_meal_remembers);
  g_test_add_func ("/ecg-dialogs/meal/empty", test_meal_empty);
  g_test_add_func ("/ecg-dialogs/list", test_list);
  g_test_add_func ("/ecg-dialogs/glucose", test_glucose);
  g_test_add_func ("/ecg-dialogs/glucose/unit", test_glucose_unit);
  g_test_add_func ("/ecg-dialogs/glucose/empty", test_glucose_empty);
  g_test_add_func ("/ecg-dialogs/many", test_many);
  return g_test_run ();
}
