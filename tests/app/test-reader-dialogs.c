/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ecg-dialogs-fixture.h"
#include "ecg-fixture.h"
#include "today-fixture.h"

#include "app/bw-agreement-dialog.h"
#include "app/bw-conflict-row.h"
#include "app/bw-reader-dialog.h"
#include "base/bw-time.h"
#include "bw-test.h"

static void
on_show (BwAgreementDialog *dialog,
         gint64             id,
         gint64            *shown)
{
  *shown = id;
}

static BwAgreementDialog *
make_agreement (GArray    *recordings,
                GArray    *labels,
                EcgChosen *chosen)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  BwAgreementDialog *dialog = bw_agreement_dialog_new (NULL, recordings, labels, zone);

  bw_agreement_dialog_set_callback (dialog, ecg_on_chosen, chosen, ecg_on_freed);
  ecg_present (dialog);
  return dialog;
}

static GtkListBoxRow *
get_row (gpointer dialog,
         int      place)
{
  return gtk_list_box_get_row_at_index (ecg_child (dialog, "conflicts"), place);
}

static const char *
get_adopt (gpointer dialog)
{
  return gtk_label_get_text (ecg_child (dialog, "adopt_label"));
}

static const char *
get_unsettled (gpointer dialog)
{
  return adw_preferences_group_get_description (ecg_child (dialog, "conflicts_group"));
}

static void
test_figures (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (0);
  g_autoptr (GArray) labels = ecg_reader_labels ();
  EcgChosen chosen = { 0 };
  BwAgreementDialog *dialog = make_agreement (recordings, labels, &chosen);
  AdwComboRow *first = ecg_child (dialog, "first"), *second = ecg_child (dialog, "second");

  g_assert_true (today_shows (GTK_WIDGET (dialog), "75 %"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "9 of 12 recordings"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "0.50"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "moderate, "));
  g_assert_cmpstr (get_unsettled (dialog), ==, "3 of 3 still to settle");

  /* Nobody is compared with themselves. */
  g_assert_cmpuint (adw_combo_row_get_selected (second), ==, 1);
  adw_combo_row_set_selected (first, 1);
  g_assert_cmpuint (adw_combo_row_get_selected (second), ==, 0);
  adw_combo_row_set_selected (second, 1);
  g_assert_cmpuint (adw_combo_row_get_selected (first), ==, 0);

  /* Cem read three, all fasting, and so did Anna. */
  adw_combo_row_set_selected (second, 2);
  today_spin (30);
  g_assert_true (today_shows (GTK_WIDGET (dialog), "100 %"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "unknown while all labels are the same"));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "Labelled by one alone: Anna 9, Cem 0"));
  g_assert_true (g_str_has_prefix (get_unsettled (dialog), "None"));
  ecg_assert_finalised (dialog);
  g_assert_true (chosen.freed);
}

static void
test_adopt (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (0);
  g_autoptr (GArray) labels = ecg_reader_labels ();
  EcgChosen chosen = { 0 };
  BwAgreementDialog *dialog = make_agreement (recordings, labels, &chosen);
  const BwLabelState *states;

  g_assert_cmpstr (get_adopt (dialog), ==, "Adopt 9 Agreed Labels");
  g_assert_true (today_shows (GTK_WIDGET (dialog), "1 of them replaces another label"));
  g_signal_emit_by_name (ecg_child (dialog, "adopt"), "clicked");
  g_assert_cmpuint (chosen.n_calls, ==, 1);
  g_assert_cmpuint (chosen.states->len, ==, 9);
  states = &g_array_index (chosen.states, BwLabelState, 0);
  g_assert_cmpint (states[0].recording_id, ==, 3);
  g_assert_cmpint (states[0].label, ==, BW_LABEL_FASTING);
  g_assert_cmpint (states[8].label, ==, BW_LABEL_GLUCOSE);
  g_assert_cmpstr (states[0].who, ==, "Anna + Ben");
  g_assert_cmpstr (get_adopt (dialog), ==, "Adopt Agreed Labels");
  g_assert_false (gtk_widget_get_sensitive (ecg_child (dialog, "adopt")));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (dialog)));

  /* Undone by another: the library has them no more. */
  bw_agreement_dialog_update (dialog, recordings, labels);
  g_assert_cmpstr (get_adopt (dialog), ==, "Adopt 9 Agreed Labels");
  ecg_assert_finalised (dialog);
  ecg_chosen_clear (&chosen);
}

static void
test_settle (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (0);
  g_autoptr (GArray) other = ecg_protocol (0);
  g_autoptr (GArray) labels = ecg_reader_labels ();
  EcgChosen chosen = { 0 };
  BwAgreementDialog *dialog = make_agreement (recordings, labels, &chosen);
  GtkWidget *row = GTK_WIDGET (get_row (dialog, 0));
  const BwLabelState *state;
  gint64 shown = 0;

  g_signal_connect (dialog, "show-recording", G_CALLBACK (on_show), &shown);
  g_signal_emit_by_name (ecg_child (row, "show"), "clicked");
  g_assert_cmpint (shown, ==, 5);
  g_signal_emit_by_name (ecg_child (dialog, "conflicts"), "row-activated", get_row (dialog, 1));
  g_assert_cmpint (shown, ==, 11);
  g_assert_cmpuint (chosen.n_calls, ==, 0);

  /* By button. */
  gtk_toggle_button_set_active (ecg_child (row, "glucose"), TRUE);
  g_assert_cmpuint (chosen.n_calls, ==, 1);
  state = &g_array_index (chosen.states, BwLabelState, 0);
  g_assert_cmpuint (chosen.states->len, ==, 1);
  g_assert_cmpint (state->recording_id, ==, 5);
  g_assert_cmpint (state->label, ==, BW_LABEL_GLUCOSE);
  g_assert_null (state->who);
  g_assert_false (gtk_toggle_button_get_active (ecg_child (row, "fasting")));
  g_assert_cmpstr (get_unsettled (dialog), ==, "2 of 3 still to settle");

  /* The other way, and by letting go of it. */
  gtk_toggle_button_set_active (ecg_child (row, "fasting"), TRUE);
  g_assert_cmpuint (chosen.n_calls, ==, 2);
  g_assert_false (gtk_toggle_button_get_active (ecg_child (row, "glucose")));
  gtk_toggle_button_set_active (ecg_child (row, "fasting"), FALSE);
  g_assert_cmpuint (chosen.n_calls, ==, 3);
  g_assert_cmpint (g_array_index (chosen.states, BwLabelState, 0).label, ==, BW_LABEL_NONE);
  g_assert_cmpstr (get_unsettled (dialog), ==, "3 of 3 still to settle");

  /* By key, which goes on to the next. */
  gtk_widget_grab_focus (row);
  g_assert_true (ecg_press (row, GDK_KEY_f, 0));
  g_assert_cmpuint (chosen.n_calls, ==, 4);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (dialog)) == GTK_WIDGET (get_row (dialog, 1)));
  g_assert_true (ecg_press (row, GDK_KEY_f, 0));   /* is so already */
  g_assert_cmpuint (chosen.n_calls, ==, 4);
  g_assert_true (ecg_press (GTK_WIDGET (get_row (dialog, 1)), GDK_KEY_g, 0));
  g_assert_true (ecg_press (GTK_WIDGET (get_row (dialog, 2)), GDK_KEY_g, 0));
  g_assert_cmpstr (get_unsettled (dialog), ==, "3, all settled");
  g_assert_true (ecg_press (GTK_WIDGET (get_row (dialog, 2)), GDK_KEY_u, 0));
  g_assert_cmpstr (get_unsettled (dialog), ==, "1 of 3 still to settle");

  /* The library says what holds; the rows stay the same ones. */
  g_array_index (other, BwRecording, 10).label = BW_LABEL_FASTING;   /* id 11 */
  bw_agreement_dialog_update (dialog, other, labels);
  g_assert_true (row == GTK_WIDGET (get_row (dialog, 0)));
  g_assert_false (gtk_toggle_button_get_active (ecg_child (row, "fasting")));
  g_assert_true (gtk_toggle_button_get_active (ecg_child (get_row (dialog, 1), "fasting")));
  g_assert_cmpstr (get_unsettled (dialog), ==, "2 of 3 still to settle");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ecg_child (row, "fasting")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Fasting, as Anna says");
  ecg_assert_finalised (dialog);
  ecg_chosen_clear (&chosen);
}

static void
add_label (GArray     *labels,
           gint64      id,
           const char *reader,
           BwLabel     label)
{
  BwReaderLabel row = { id, g_strdup (reader), label, 0 };

  g_array_append_val (labels, row);
}

static void
test_many (void)
{
  g_autoptr (GArray) recordings = ecg_recordings_new ();
  g_autoptr (GArray) labels = ecg_reader_labels ();
  EcgChosen chosen = { 0 };
  BwAgreementDialog *dialog;
  GtkListBox *conflicts;

  g_array_set_size (labels, 0);
  for (guint i = 0; i < 120; i++)
    ecg_add (recordings, ECG_DAY + i * BW_TIME_MINUTE, TRUE, BW_LABEL_NONE);
  for (guint i = 1; i <= 120; i++)
    add_label (labels, i, "A & B", BW_LABEL_FASTING);
  for (guint i = 1; i <= 120; i++)
    add_label (labels, i, "<C>", BW_LABEL_GLUCOSE);
  /* One that is in the library no more. */
  add_label (labels, 999, "<C>", BW_LABEL_GLUCOSE);
  dialog = make_agreement (recordings, labels, &chosen);
  conflicts = ecg_child (dialog, "conflicts");
  g_assert_nonnull (get_row (dialog, 50));
  g_assert_null (get_row (dialog, 51));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "Show 70 More Conflicts"));
  g_signal_emit_by_name (conflicts, "row-activated", get_row (dialog, 50));
  g_assert_true (BW_IS_CONFLICT_ROW (get_row (dialog, 50)));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "Show 20 More Conflicts"));
  g_signal_emit_by_name (conflicts, "row-activated", get_row (dialog, 100));
  g_assert_nonnull (get_row (dialog, 119));
  g_assert_null (get_row (dialog, 120));
  g_assert_true (today_shows (GTK_WIDGET (dialog), "A & B"));
  ecg_assert_finalised (dialog);
}

static void
test_empty (void)
{
  g_autoptr (GArray) recordings = ecg_protocol (0);
  g_autoptr (GArray) labels = ecg_reader_labels ();
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (BwReaderLabel));
  g_autoptr (GArray) apart = ecg_reader_labels ();
  EcgChosen chosen = { 0 };
  BwAgreementDialog *dialog = make_agreement (recordings, none, &chosen);

  g_assert_true (today_shows (GTK_WIDGET (dialog), "Two Readers Are Needed"));
  g_assert_false (today_shows (GTK_WIDGET (dialog), "So far only"));
  add_label (none, 3, "A <b>", BW_LABEL_FASTING);
  bw_agreement_dialog_update (dialog, recordings, none);
  g_assert_true (today_shows (GTK_WIDGET (dialog), "So far only A <b> has read."));
  bw_agreement_dialog_update (dialog, recordings, labels);
  today_spin (30);
  g_assert_true (today_shows (GTK_WIDGET (dialog), "75 %"));
  for (guint i = 0; i < apart->len; i++)
    if (g_str_equal (g_array_index (apart, BwReaderLabel, i).reader, "Ben"))
      g_array_index (apart, BwReaderLabel, i).recording_id += 12;
  bw_agreement_dialog_update (dialog, recordings, apart);
  today_spin (30);
  g_assert_true (today_shows (GTK_WIDGET (dialog), "no recording in common"));
  g_assert_false (today_shows (GTK_WIDGET (dialog), "Conflicts"));
  bw_agreement_dialog_update (dialog, recordings, none);
  g_assert_true (ecg_press (GTK_WIDGET (dialog), GDK_KEY_Escape, 0));
  today_spin (30);
  g_assert_true (chosen.freed);
  for (guint i = 0; i < none->len; i++)
    bw_reader_label_clear (&g_array_index (none, BwReaderLabel, i));
}

/* --- The name -------------------------------------------------------------------------------- */

static char *named;

static void
on_named (const char *name,
          gpointer    chosen)
{
  g_free (named);
  named = g_strdup (name);
}

static BwReaderDialog *
make_reader (const char *const *known,
             const char        *name,
             EcgChosen         *chosen)
{
  BwReaderDialog *dialog = bw_reader_dialog_new (NULL, known, name);

  bw_reader_dialog_set_callback (dialog, on_named, chosen, ecg_on_freed);
  ecg_present (dialog);
  return dialog;
}

/* The button that Enter presses stays down for a moment. */
static void
enter (gpointer dialog)
{
  gtk_widget_activate_default (GTK_WIDGET (dialog));
  today_spin (300);
}

static void
test_reader (void)
{
  const char *const known[] = { "Anna", "Ben", NULL };
  EcgChosen chosen = { 0 };
  BwReaderDialog *dialog = make_reader (NULL, NULL, &chosen);
  GtkEditable *name = ecg_child (dialog, "name");

  g_assert_false (gtk_widget_get_visible (ecg_child (dialog, "known_group")));
  g_assert_false (gtk_widget_get_sensitive (ecg_child (dialog, "read")));
  gtk_editable_set_text (name, "   ");
  g_assert_false (gtk_widget_get_sensitive (ecg_child (dialog, "read")));
  gtk_editable_set_text (name, "  Zoë ");
  enter (dialog);
  g_assert_cmpstr (named, ==, "Zoë");
  g_assert_true (chosen.freed);

  /* One that only case tells from a known one is that one. */
  chosen.freed = FALSE;
  dialog = make_reader (known, "Dora", &chosen);
  name = ecg_child (dialog, "name");
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "Dora");
  gtk_editable_set_text (name, "ANNA ");
  g_assert_true (today_shows (GTK_WIDGET (dialog), "Goes on with what Anna has read."));
  enter (dialog);
  g_assert_cmpstr (named, ==, "Anna");

  chosen.freed = FALSE;
  dialog = make_reader (known, NULL, &chosen);
  g_signal_emit_by_name (ecg_child (dialog, "known"), "row-activated",
                         gtk_list_box_get_row_at_index (ecg_child (dialog, "known"), 1));
  today_spin (30);
  g_assert_cmpstr (named, ==, "Ben");
  g_assert_true (chosen.freed);

  chosen.freed = FALSE;
  g_clear_pointer (&named, g_free);
  dialog = make_reader (known, "Anna", &chosen);
  g_assert_true (ecg_press (GTK_WIDGET (dialog), GDK_KEY_Escape, 0));
  today_spin (30);
  g_assert_null (named);
  g_assert_true (chosen.freed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/reader-dialogs/figures", test_figures);
  g_test_add_func ("/reader-dialogs/adopt", test_adopt);
  g_test_add_func ("/reader-dialogs/settle", test_settle);
  g_test_add_func ("/reader-dialogs/many", test_many);
  g_test_add_func ("/reader-dialogs/empty", test_empty);
  g_test_add_func ("/reader-dialogs/name", test_reader);
  return g_test_run ();
}
