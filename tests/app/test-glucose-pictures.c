/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "glucose-fixture.h"
#include "today-fixture.h"

/* Every state of the Glucose page in every scheme and both widths: drawn without a critical, and no
 * wider than the window. With $BW_TEST_PICTURES each is kept as PNGs to look at, screen by screen. */

#define N_DAYS 5
#define N_EACH 3

typedef enum {
  STATE_EMPTY,       /* no recordings */
  STATE_FEW,         /* one class only */
  STATE_FAILED,      /* no library */
  STATE_READY,       /* labels, no model */
  STATE_TRAINING,
  STATE_EVALUATING,
  STATE_JUDGED,      /* trained, and judged in both ways */
  STATE_UNFOLDED,    /* with all that there is to it */
  N_STATES
} State;

static const struct
{
  const char *name;
  const char *page;  /* the state it tells */
} states[N_STATES] = {
  [STATE_EMPTY] = { "empty", "protocol" },
  [STATE_FEW] = { "few", "protocol" },
  [STATE_FAILED] = { "failed", "failed" },
  [STATE_READY] = { "ready", "content" },
  [STATE_TRAINING] = { "training", "content" },
  [STATE_EVALUATING] = { "evaluating", "content" },
  [STATE_JUDGED] = { "judged", "content" },
  [STATE_UNFOLDED] = { "unfolded", "content" },
};

static const struct
{
  const char *name;
  int width, height;
  gboolean dark;
} looks[] = {
  { "wide", 1000, 800, FALSE },
  { "wide-dark", 1000, 800, TRUE },
  { "narrow", 360, 720, FALSE },
  { "narrow-dark", 360, 720, TRUE },
};

static void
make (GlucoseFixture *fixture,
      State           state)
{
  if (state == STATE_FAILED)
    g_assert_true (g_file_set_contents (fixture->path, "no library", -1, NULL));
  else if (state == STATE_FEW)
    glucose_library_make (fixture->path, 1, 2);
  else if (state != STATE_EMPTY)
    glucose_library_make (fixture->path, N_DAYS, N_EACH);
  if (state == STATE_FEW)
    glucose_library_label (fixture->path, 3, 5, BW_LABEL_NONE);
}

static void
unfold (GtkWidget *widget)
{
  if (ADW_IS_EXPANDER_ROW (widget))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    unfold (child);
}

/* What goes on waits, so that the picture is always the same. */
static void
begin (GlucoseFixture *fixture,
       State           state)
{
  const BwComparatorTrainOptions options = { .rule = BW_RULE_COMPARATOR, .epochs = 12 };

  if (state == STATE_TRAINING)
    {
      BwJob *job = bw_session_learn (fixture->session, &options);
      guint epochs = 0;

      while (epochs < 3)
        {
          g_autoptr (GArray) points
              = bw_train_log_get (bw_session_get_train_log (fixture->session), NULL);

          epochs = points->len;
          app_spin (20);
          g_assert_true (bw_session_get_learn_job (fixture->session) == job);
        }
      bw_job_set_paused (job, TRUE);
      app_spin (100);
    }
  if (state == STATE_UNFOLDED)
    {
      const BwComparatorTrainOptions quick = { .rule = BW_RULE_COMPARATOR, .epochs = 4 };

      bw_session_learn (fixture->session, &quick);
      glucose_settle (fixture->session);
      unfold (GTK_WIDGET (fixture->page));
      app_spin (100);
    }
  if (state == STATE_EVALUATING || state == STATE_JUDGED)
    {
      BwJob *job;

      glucose_fixture_learn (fixture);
      job = bw_session_evaluate (fixture->session,
                                 bw_session_get_glucose (fixture->session)->model_id, TRUE);
      if (state == STATE_EVALUATING)
        bw_job_set_paused (job, TRUE);
      else
        glucose_settle (fixture->session);
      app_spin (100);
    }
}

static void
take_pictures (GlucoseFixture *fixture,
               const char     *name)
{
  GtkWidget *scrolled = today_find (fixture->window, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;

  today_picture (fixture->window, name);
  if (scrolled == NULL || !today_wants_pictures ())
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  for (guint i = 1; gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment)
                      < gtk_adjustment_get_upper (adjustment) - 1;
       i++)
    {
      g_autofree char *below = g_strdup_printf ("%s-%u", name, i);

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                              + gtk_adjustment_get_page_size (adjustment) * 0.9);
      today_picture (fixture->window, below);
    }
}

static void
test_state (gconstpointer data)
{
  State state = GPOINTER_TO_UINT (data) / G_N_ELEMENTS (looks);
  guint look = GPOINTER_TO_UINT (data) % G_N_ELEMENTS (looks);
  g_autofree char *name = g_strdup_printf ("glucose-%s-%s", states[state].name, looks[look].name);
  GlucoseFixture fixture;
  int least;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      looks[look].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                       : ADW_COLOR_SCHEME_FORCE_LIGHT);
  glucose_fixture_init (&fixture);
  make (&fixture, state);
  glucose_fixture_open (&fixture, looks[look].width, looks[look].height);
  begin (&fixture, state);
  g_assert_cmpstr (bw_glucose_page_get_state (fixture.page), ==, states[state].page);

  gtk_widget_measure (GTK_WIDGET (fixture.page), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, looks[look].width < 600 ? 360 : 600);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture.page)), <=, looks[look].width);
  take_pictures (&fixture, name);
  glucose_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (guint state = 0; state < N_STATES; state++)
    for (guint look = 0; look < G_N_ELEMENTS (looks); look++)
      {
        g_autofree char *path = NULL;

        /* To find faults, light and wide, dark and narrow are enough. */
        if (looks[look].dark != (looks[look].width < 600) && !today_wants_pictures ())
          continue;
        path = g_strdup_printf ("/glucose/pictures/%s/%s", states[state].name, looks[look].name);
        g_test_add_data_func (path, GUINT_TO_POINTER (state * G_N_ELEMENTS (looks) + look),
                              test_state);
      }
  return g_test_run ();
}
