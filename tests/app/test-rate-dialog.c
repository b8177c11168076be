/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "today-fixture.h"

#include "app/bw-rate-dialog.h"
#include "bw-test.h"
#include "ecg-dialogs-fixture.h"

#include <string.h>

typedef struct
{
  double rate_hz;
  guint n_calls;
  EcgChosen freed;
} Answer;

static void
on_chosen (double   rate_hz,
           gpointer data)
{
  Answer *answer = data;

  answer->rate_hz = rate_hz;
  answer->n_calls++;
}

static void
on_freed (gpointer data)
{
  ecg_on_freed (&((Answer *) data)->freed);
}

static BwRateDialog *
make (guint   n_without_rate,
      guint   n_recordings,
      double  rate_hz,
      Answer *answer)
{
  BwRateDialog *dialog = bw_rate_dialog_new (NULL, n_without_rate, n_recordings, rate_hz);

  *answer = (Answer) { 0 };
  bw_rate_dialog_set_callback (dialog, on_chosen, answer, on_freed);
  ecg_present (dialog);
  return dialog;
}

/* What xdotool does to the X server, as a person would. */
static void
xdotool (const char *arguments)
{
  g_autofree char *line = g_strconcat ("xdotool ", arguments, NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync (line, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  today_spin (60);
}

static void
focus_dialog (void)
{
  xdotool ("search --sync --onlyvisible --name \"^Sample Rate$\" windowfocus --sync");
}

/* In place of what stands there, until @text stands there. */
static void
type (GtkWidget  *spin,
      const char *keys,
      const char *text)
{
  g_autofree char *line = g_strconcat ("key --delay 10 ctrl+a BackSpace ", keys, NULL);

  xdotool (line);
  for (guint i = 0; i < 100 && strcmp (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0; i++)
    today_spin (30);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, text);
}

/* The button that Enter presses stays down for a moment. */
static void
enter (void)
{
  xdotool ("key Return");
  today_spin (300);
}

static void
test_words (void)
{
  static const struct
  {
    guint n_without_rate, n_recordings;
    const char *text;
  } cases[] = {
    { 1, 1, "1 recording does not tell its sample rate. Apple Watch records 512 samples a second." },
    { 227, 227,
      "227 recordings do not tell their sample rate. Apple Watch records 512 samples a second." },
    { 1, 3,
      "1 of 3 recordings does not tell its sample rate. Apple Watch records 512 samples a second." },
    { 12, 227,
      "12 of 227 recordings do not tell their sample rate. Apple Watch records 512 samples a "
      "second." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Answer answer;
      BwRateDialog *dialog = make (cases[i].n_without_rate, cases[i].n_recordings, 512, &answer);

      g_assert_true (today_shows (GTK_WIDGET (dialog), cases[i].text));
      ecg_assert_finalised (dialog);
      g_assert_true (answer.freed.freed);
      g_assert_cmpuint (answer.n_calls, ==, 0);
    }
}

static void
test_answer (void)
{
  static const struct
  {
    double first_hz;
    const char *shown, *keys, *typed;
    double answer_hz;
  } cases[] = {
    { 512, "512", NULL, NULL, 512 },
    { 512, "512", "5 0 0", "500", 500 },
    { 512.4, "512.4", "5 1 1 period 5 6 2", "511.562", 511.562 },
    { 511.562, "511.562", NULL, NULL, 511.562 },
    { 1000, "1000", "5 0", "50", 50 },
    { 50, "50", "5 0 0 0", "5000", 5000 },
    { 512, "512", "5 0 0 Up", "501", 501 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Answer answer;
      BwRateDialog *dialog = make (1, 1, cases[i].first_hz, &answer);

      g_assert_cmpstr (gtk_editable_get_text (ecg_child (dialog, "rate")), ==, cases[i].shown);
      focus_dialog ();
      if (cases[i].keys != NULL)
        type (ecg_child (dialog, "rate"), cases[i].keys, cases[i].typed);
      enter ();
      g_assert_cmpuint (answer.n_calls, ==, 1);
      bw_assert_near (answer.rate_hz, cases[i].answer_hz, 1e-9);
      g_assert_true (answer.freed.freed);
    }
}

/* The button does the same, also with what is typed but not entered. */
static void
test_button (void)
{
  Answer answer;
  BwRateDialog *dialog = make (1, 1, 512, &answer);

  gtk_editable_set_text (ecg_child (dialog, "rate"), "250");
  g_signal_emit_by_name (ecg_child (dialog, "import"), "clicked");
  today_spin (30);
  g_assert_cmpuint (answer.n_calls, ==, 1);
  bw_assert_near (answer.rate_hz, 250, 1e-9);
  g_assert_true (answer.freed.freed);
}

/* Nothing goes on with a rate that is none: neither with it nor with another in its place. */
static void
test_wrong (void)
{
  static const char *const wrong[][2] = {
    { "", "" }, { "4 9", "49" }, { "5 0 0 1", "5001" }, { "minus 5 1 2", "-512" }, { "period", "." },
  };
  Answer answer;
  BwRateDialog *dialog = make (1, 1, 512, &answer);
  GtkWidget *spin = ecg_child (dialog, "rate");

  focus_dialog ();
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      type (spin, wrong[i][0], wrong[i][1]);
      g_assert_false (gtk_widget_get_sensitive (ecg_child (dialog, "import")));
      g_assert_true (gtk_widget_has_css_class (spin, "error"));
      gtk_test_accessible_assert_state (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_STATE_INVALID,
                                        GTK_ACCESSIBLE_INVALID_TRUE);
      enter ();
      g_assert_false (gtk_widget_get_sensitive (ecg_child (dialog, "import")));
      g_assert_cmpuint (answer.n_calls, ==, 0);
    }
  type (spin, "5 1 3 period 6 2 5", "513.625");
  g_assert_true (gtk_widget_get_sensitive (ecg_child (dialog, "import")));
  g_assert_false (gtk_widget_has_css_class (spin, "error"));
  xdotool ("key Escape");
  g_assert_cmpuint (answer.n_calls, ==, 0);
  g_assert_true (answer.freed.freed);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/rate-dialog/words", test_words);
  g_test_add_func ("/rate-dialog/answer", test_answer);
  g_test_add_func ("/rate-dialog/button", test_button);
  g_test_add_func ("/rate-dialog/wrong", test_wrong);
  return g_test_run ();
}
