/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-glucose-page.h"

#include "app/bw-answers-group.h"
#include "app/bw-days-step.h"
#include "app/bw-glucose-protocol.h"
#include "app/bw-model-step.h"
#include "app/bw-spinner.h"
#include "app/bw-worth-step.h"

#include <glib/gi18n-lib.h>

struct _BwGlucosePage
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  AdwStatusPage *failed;
  BwGlucoseProtocol *protocol;
  BwDaysStep *days;
  BwModelStep *model;
  BwWorthStep *worth;
  BwAnswersGroup *answers;

  /* Owned. */
  BwSession *session;

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwGlucosePage, bw_glucose_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_state (BwGlucosePage *self,
            const char    *name)
{
  gtk_stack_set_visible_child_name (self->states, name);
}

/* The steps make sense where there is something to learn from or a model to ask. What is going on is
 * seen to its end. */
static void
on_glucose_changed (BwGlucosePage *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  const GError *failed = bw_session_get_glucose_error (self->session);
  g_autoptr (GError) error = NULL;
  gboolean can_train;

  if (failed != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (failed->message, -1);

      adw_status_page_set_description (self->failed, escaped);
      show_state (self, "failed");
      return;
    }
  if (glucose == NULL)
    return;
  can_train = bw_day_split_can_train (glucose->split, &error);
  if (can_train || glucose->models->len > 0 || bw_session_get_learn_job (self->session) != NULL
      || (glucose->n_fasting > 0 && glucose->n_glucose > 0))
    {
      show_state (self, "content");
      return;
    }
  bw_glucose_protocol_set_counts (self->protocol,
                                  &(BwProtocolCounts) { glucose->n_recordings, glucose->n_fasting,
                                                        glucose->n_glucose, glucose->n_days_both },
                                  error->message);
  show_state (self, "protocol");
}

static void
on_job_finished (BwGlucosePage *self,
                 BwJob         *job)
{
  bw_model_step_take_job (self->model, job);
}

static void
bw_glucose_page_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_GLUCOSE_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_glucose_page_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  BwGlucosePage *self = BW_GLUCOSE_PAGE (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
bw_glucose_page_dispose (GObject *object)
{
  BwGlucosePage *self = BW_GLUCOSE_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_glucose_page_parent_class)->dispose (object);
}

static void
bw_glucose_page_class_init (BwGlucosePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_glucose_page_get_property;
  object_class->set_property = bw_glucose_page_set_property;
  object_class->dispose = bw_glucose_page_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_ANSWERS_GROUP);
  g_type_ensure (BW_TYPE_DAYS_STEP);
  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_GLUCOSE_PROTOCOL);
  g_type_ensure (BW_TYPE_MODEL_STEP);
  g_type_ensure (BW_TYPE_WORTH_STEP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-glucose-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwGlucosePage, child)
  BIND (states);
  BIND (failed);
  BIND (protocol);
  BIND (days);
  BIND (model);
  BIND (worth);
  BIND (answers);
#undef BIND
}

static void
bw_glucose_page_init (BwGlucosePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self, "narrow", self->days, "narrow", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "narrow", self->worth, "narrow", G_BINDING_SYNC_CREATE);
  show_state (self, "loading");
}

void
bw_glucose_page_set_session (BwGlucosePage *self,
                             BwSession     *session)
{
  g_return_if_fail (BW_IS_GLUCOSE_PAGE (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  bw_days_step_set_session (self->days, session);
  bw_model_step_set_session (self->model, session);
  bw_worth_step_set_session (self->worth, session);
  bw_answers_group_set_session (self->answers, session);
  g_signal_connect_object (session, "glucose-changed", G_CALLBACK (on_glucose_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "job-finished", G_CALLBACK (on_job_finished), self,
                           G_CONNECT_SWAPPED);
  on_glucose_changed (self);
}

const char *
bw_glucose_page_get_state (BwGlucosePage *self)
{
  g_return_val_if_fail (BW_IS_GLUCOSE_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->states);
}
