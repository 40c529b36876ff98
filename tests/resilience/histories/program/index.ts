/** The project's own program, with a defect if the configuration names one. */
import "./plant";
import outputs from "../../../../index";

export = outputs;
